// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/sound.h"

#include <QApplication>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

namespace Wf::Gui {

namespace {
    /// Of macOS, PipeWire, PulseAudio and ALSA.
    QString findPlayer()
    {
        for (const char *name : { "afplay", "pw-play", "paplay", "aplay" }) {
            const QString program = QStandardPaths::findExecutable(QLatin1String(name));
            if (!program.isEmpty())
                return program;
        }
        return {};
    }
} // namespace

void playSound(const QString &sound)
{
    if (sound.isEmpty())
        return;
    const QString player = QFileInfo(sound).isFile() ? findPlayer() : QString();
    if (player.isEmpty() || !QProcess::startDetached(player, { QFileInfo(sound).absoluteFilePath() }))
        QApplication::beep();
}

} // namespace Wf::Gui
