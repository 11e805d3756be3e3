// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QUrl>

namespace Wf::Http {

/// Replaces messages in Slack whose button was pressed. Each request has ten seconds, at most kMost are under way;
/// what does not work is logged and forgotten: the message is only a picture of what is known anyway.
class SlackAnswers final : public QObject {
    Q_OBJECT

public:
    static constexpr int kMost = 16;

    /// `origin`: https://hooks.slack.com, or what stands in for it.
    explicit SlackAnswers(QUrl origin);

    void post(const QString &path, const QJsonObject &message);

private:
    QUrl m_origin;
    QNetworkAccessManager m_network;
    int m_underWay = 0;
};

} // namespace Wf::Http
