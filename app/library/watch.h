// SPDX-License-Identifier: MIT
//
// Tells, after a quiet moment (300 ms; in a burst after 1 s, then less and less often), that files of the library, of a
// source or of the memory folder changed on disk. Lives in a thread of its own: adding ten thousand folders must not
// stop the window.
#pragma once
#include <memory>
#include <QObject>
#include <QStringList>

namespace hsf::library {

class Watch : public QObject
{
    Q_OBJECT
public:
    explicit Watch(QObject *parent = nullptr);
    ~Watch() override;
    void setFolders(const QStringList &folders); ///< absolute roots, watched recursively

Q_SIGNALS:
    void changed(const QStringList &files); ///< absolute paths of files or folders; may name more than changed
    void failed(const QString &sentence); ///< not everything can be watched; what is not is told once a minute
    void ready(); ///< the folders given last are being watched from now on

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hsf::library
