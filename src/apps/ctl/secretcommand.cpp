// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/secretcommand.h"

#include "config/references.h"
#include "core/answer.h"
#include "secrets/keychain.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>
#include <termios.h>
#include <unistd.h>

namespace Wf::Ctl {

namespace {
    constexpr qint64 kLongest = 64 * 1024;

    /// What is typed is not seen while this lives; a pipe is no terminal.
    class Unseen {
    public:
        Unseen()
            : m_terminal(isatty(STDIN_FILENO) == 1 && tcgetattr(STDIN_FILENO, &m_before) == 0)
        {
            if (!m_terminal)
                return;
            std::fputs("Secret: ", stderr);
            termios silent = m_before;
            silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
        }
        ~Unseen()
        {
            if (!m_terminal)
                return;
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
            std::fputs("\n", stderr);
        }
        Unseen(const Unseen &) = delete;
        Unseen &operator=(const Unseen &) = delete;

    private:
        termios m_before {};
        const bool m_terminal;
    };

    Secret<QString> readSecret()
    {
        const Unseen unseen;
        QFile input;
        static_cast<void>(input.open(stdin, QIODevice::ReadOnly));
        return Secret<QString>(QString::fromUtf8(input.readLine(kLongest)).trimmed());
    }

    int say(const QString &line, int exitStatus)
    {
        std::fputs(qUtf8Printable(QString(line + u'\n')), exitStatus == 0 ? stdout : stderr);
        return exitStatus;
    }

    int conclude(const Result<void> &result, const QString &done)
    {
        return result ? say(done, 0) : say(QStringLiteral("watchfloorctl: ") + result.error().detail, 1);
    }

    void finish(const QFuture<Result<void>> &future, const QString &done)
    {
        onAnswer<Result<void>>(QCoreApplication::instance(), future,
            [done](const Result<void> &result) { QCoreApplication::exit(conclude(result, done)); });
    }

    void check(Secrets::Keychain &keychain, const QString &name)
    {
        onAnswer<Secrets::Found>(
            QCoreApplication::instance(), keychain.read({ name }), [name](const Secrets::Found &found) {
                if (found.values.contains(name))
                    return QCoreApplication::exit(say(QStringLiteral("'%1' is there").arg(name), 0));
                const QString why = found.trouble.isEmpty()
                    ? QStringLiteral("the keychain has no secret '%1'").arg(name)
                    : found.trouble;
                QCoreApplication::exit(say(QStringLiteral("watchfloorctl: ") + why, 1));
            });
    }
} // namespace

tl::expected<SecretOrder, QString> parseSecret(const QStringList &words)
{
    static const QStringList verbs { QStringLiteral("set"), QStringLiteral("remove"), QStringLiteral("check") };
    const auto verb = verbs.indexOf(words.value(0));
    if (verb < 0 || words.size() != 2)
        return tl::unexpected(QStringLiteral("write: watchfloorctl secret set|remove|check NAME"));
    if (!Config::isKeychainName(words[1]))
        return tl::unexpected(
            QStringLiteral("'%1' is no name of a secret (write letters, digits, '_', '.' and '-')").arg(words[1]));
    return SecretOrder { static_cast<SecretOrder::What>(verb), words[1] };
}

int runSecret(const QStringList &words)
{
    const auto order = parseSecret(words);
    if (!order)
        return say(QStringLiteral("watchfloorctl: ") + order.error(), 2);
    Secrets::Keychain keychain(Secrets::Keychain::usualOptions());
    if (order->what == SecretOrder::What::Check) {
        check(keychain, order->name);
        return QCoreApplication::exec();
    }
    if (order->what == SecretOrder::What::Remove) {
        finish(keychain.remove(order->name), QStringLiteral("'%1' is removed").arg(order->name));
        return QCoreApplication::exec();
    }
    const Secret<QString> secret = readSecret();
    if (secret.isEmpty())
        return say(QStringLiteral("watchfloorctl: the secret is empty (write it on standard input)"), 2);
    finish(keychain.store(order->name, secret),
        QStringLiteral("stored; in a configuration file write: keychain:%1").arg(order->name));
    return QCoreApplication::exec();
}

} // namespace Wf::Ctl
