// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/desktopnotice.h"

#include "notify/lettertext.h"

namespace Wf::Notify {

namespace {
    constexpr qsizetype kLongestText = 500; // notifications show a few lines
}

DesktopNotice desktopNotice(const Domain::Letter &letter, const QString &sound)
{
    DesktopNotice notice;
    notice.title = headline(letter);
    notice.text = statement(letter).left(kLongestText);
    notice.service = letter.service;
    notice.status = letter.to;
    notice.sound = isGoodNews(letter) ? QString() : sound;
    return notice;
}

} // namespace Wf::Notify
