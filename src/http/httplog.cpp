// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/httplog.h"

Q_LOGGING_CATEGORY(lcHttp, "wf.http", QtInfoMsg)
