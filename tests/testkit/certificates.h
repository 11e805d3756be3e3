// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace Wf::TestKit {

struct KeyPair {
    QSslCertificate certificate = QSslCertificate();
    QSslKey key = QSslKey();
    QString certificateFile;
    QString keyFile;
};

/// An authority of our own and what it signs, made by the openssl program in a folder that goes with the object.
class Certificates {
public:
    enum class Signed { ByAuthority, ByItself };

    Certificates()
    {
        run({ QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"),
            QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-nodes"),
            QStringLiteral("-keyout"), path(QStringLiteral("ca.key")), QStringLiteral("-out"), authority(),
            QStringLiteral("-subj"), QStringLiteral("/CN=Test Authority"), QStringLiteral("-days"),
            QStringLiteral("3650") });
    }

    /// False where there is no openssl program.
    [[nodiscard]] bool areThere() const { return QFile::exists(authority()); }
    /// The PEM file of the authority.
    [[nodiscard]] QString authority() const { return path(QStringLiteral("ca.pem")); }

    /// `names` as in subjectAltName ("DNS:localhost,IP:127.0.0.1"); -1 day has ended yesterday.
    [[nodiscard]] KeyPair make(const QString &names, int days, Signed how = Signed::ByAuthority)
    {
        const QString base = path(QString::number(++m_count));
        KeyPair pair;
        pair.certificateFile = base + QStringLiteral(".pem");
        pair.keyFile = base + QStringLiteral(".key");
        QFile extensions(base + QStringLiteral(".ext"));
        if (extensions.open(QIODevice::WriteOnly))
            extensions.write("subjectAltName=" + names.toLatin1() + "\n");
        extensions.close();
        run({ QStringLiteral("req"), QStringLiteral("-newkey"), QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
            QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-nodes"), QStringLiteral("-keyout"),
            pair.keyFile, QStringLiteral("-out"), base + QStringLiteral(".csr"), QStringLiteral("-subj"),
            QStringLiteral("/CN=test server") });
        QStringList sign { QStringLiteral("x509"), QStringLiteral("-req"), QStringLiteral("-in"),
            base + QStringLiteral(".csr"), QStringLiteral("-out"), pair.certificateFile, QStringLiteral("-days"),
            QString::number(days), QStringLiteral("-extfile"), extensions.fileName() };
        if (how == Signed::ByAuthority)
            sign += { QStringLiteral("-CA"), authority(), QStringLiteral("-CAkey"), path(QStringLiteral("ca.key")),
                QStringLiteral("-CAcreateserial") };
        else
            sign += { QStringLiteral("-signkey"), pair.keyFile };
        run(sign);
        pair.certificate = QSslCertificate(read(pair.certificateFile), QSsl::Pem);
        pair.key = QSslKey(read(pair.keyFile), QSsl::Ec);
        return pair;
    }

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

private:
    static void run(const QStringList &arguments)
    {
        const QString program = QStandardPaths::findExecutable(QStringLiteral("openssl"));
        if (!program.isEmpty())
            QProcess::execute(QStringLiteral("sh"),
                QStringList { QStringLiteral("-c"), QStringLiteral("exec \"$@\" >/dev/null 2>&1"),
                    QStringLiteral("sh"), program }
                    + arguments);
    }
    static QByteArray read(const QString &file)
    {
        QFile device(file);
        return device.open(QIODevice::ReadOnly) ? device.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
    int m_count = 0;
};

} // namespace Wf::TestKit
