// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/checkjob.h"

#include <utility>

namespace Wf::Probes {

CheckJob::CheckJob()
{
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        const Ending ending = overdue();
        finish(ending.end, ending.reason);
    });
}

void CheckJob::start(Millis timeout, Done done)
{
    m_timeout = timeout;
    m_done = std::move(done);
    m_watch.start();
    m_deadline.start(timeout);
    QMetaObject::invokeMethod(
        this, [this] { begin(); }, Qt::QueuedConnection);
}

void CheckJob::finish(Domain::CheckEnd end, const QString &reason)
{
    if (!m_done)
        return;
    m_deadline.stop();
    m_run.end = end;
    m_run.reason = reason;
    if (m_run.result.total.count() == 0)
        m_run.result.total = elapsed();
    const Done done = std::exchange(m_done, nullptr);
    done(std::exchange(m_run, {}));
}

Domain::Micros CheckJob::lap()
{
    const Domain::Micros now = elapsed();
    return now - std::exchange(m_lapAt, now);
}

QString CheckJob::within(const QString &what) const
{
    return what % u" within " % spanText(m_timeout);
}

QString keptText(const QByteArray &bytes)
{
    constexpr qsizetype kMost = 2000;
    QString text = QString::fromUtf8(bytes.left(4 * kMost));
    text.removeIf([](QChar c) { return !c.isPrint() && c != u'\n' && c != u'\t' && !c.isSurrogate(); });
    return text.left(kMost);
}

QString spanText(Millis span)
{
    const qint64 millis = span.count();
    return millis % 1000 == 0 ? QString(QString::number(millis / 1000) % u" s")
                              : QString(QString::number(millis) % u" ms");
}

} // namespace Wf::Probes
