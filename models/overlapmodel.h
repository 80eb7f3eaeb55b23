// SPDX-License-Identifier: MIT
//
// Pairs of skills that overlap as a table: one · the other · same content · same requests.
#pragma once
#include "models/valuelistmodel.h"
#include "service/curatorservice.h"

namespace hsf::models {

class OverlapModel final : public ValueListModel<skill::OverlapPair>
{
    Q_OBJECT
public:
    enum Column { First, Second, Content, Requests, Meaning, ColumnCount };

    explicit OverlapModel(QObject *parent = nullptr);
    void setPairs(const QList<skill::OverlapPair> &pairs) { setValues(pairs); }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString keyOf(const skill::OverlapPair &pair) const override { return pair.a + u'\n' + pair.b; }
    QVariant data(const skill::OverlapPair &pair, int column, int role) const override;
    int columns() const override { return ColumnCount; }
};

/// What the stronger measure means for a person, in a sentence.
QString overlapMeaning(const skill::OverlapPair &pair);

} // namespace hsf::models
