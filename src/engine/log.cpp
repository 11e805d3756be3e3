// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/log.h"

Q_LOGGING_CATEGORY(logEngine, "wf.engine", QtInfoMsg)
Q_LOGGING_CATEGORY(logPipeline, "wf.engine.pipeline", QtInfoMsg)
Q_LOGGING_CATEGORY(logOutbox, "wf.engine.outbox", QtInfoMsg)
