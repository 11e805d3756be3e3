// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/httpserver.h"

#include "http/gateway.h"

namespace Wf::Http {

HttpServer::HttpServer(Ports::Session &session, const Clock &clock, const HttpOptions &options, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_clock(clock)
    , m_options(options)
{
    m_thread.setObjectName(QStringLiteral("http"));
    m_inThread.moveToThread(&m_thread);
}

HttpServer::~HttpServer()
{
    stop();
}

Result<quint16> HttpServer::start()
{
    if (m_thread.isRunning())
        return failure(ErrorCode::Conflict, QStringLiteral("The API is already being served."));
    m_thread.start();
    Result<quint16> opened = failure(ErrorCode::Internal, QStringLiteral("The HTTP thread did not start."));
    QMetaObject::invokeMethod(
        &m_inThread,
        [this, &opened] {
            m_gateway = std::make_unique<Gateway>(m_session, m_clock, m_options);
            opened = m_gateway->open();
        },
        Qt::BlockingQueuedConnection);
    if (!opened)
        stop();
    return opened;
}

void HttpServer::stop()
{
    if (!m_thread.isRunning())
        return;
    QMetaObject::invokeMethod(
        &m_inThread, [this] { m_gateway.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

} // namespace Wf::Http
