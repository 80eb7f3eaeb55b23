// SPDX-License-Identifier: MIT
//
// Tells, after a quiet moment (300 ms, at most 1 s after the last event of a burst), that files of the library, of a
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
    void ready(); ///< the folders given last are being watched from now on

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hsf::library
