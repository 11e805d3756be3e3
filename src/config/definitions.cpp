// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/definitions.h"

#include "config/jsonnodes.h"

namespace Wf::Config {

namespace {
    /// What a sentence calls the service; as a prefix it says nothing that the field does not say.
    const QString kWhat = QStringLiteral("the service");

    Error errorFrom(const Fault &fault, const JsonNodes &nodes)
    {
        QString sentence = fault.message;
        if (const QString prefix = part(kWhat, u""); sentence.startsWith(prefix))
            sentence.remove(0, prefix.size());
        if (!fault.hint.isEmpty())
            sentence += QStringLiteral(" (%1)").arg(fault.hint);
        QString field = nodes.pathAt(fault.line);
        if (!fault.missing.isEmpty())
            field += field.isEmpty() ? fault.missing : QLatin1Char('.') + fault.missing;
        return { ErrorCode::Invalid, sentence, field };
    }
} // namespace

Result<Domain::Service> readDefinition(const QJsonObject &definition, const ServiceDefaults &defaults)
{
    const auto nodes = nodesFrom(definition);
    if (!nodes)
        return tl::unexpected(nodes.error());
    Faults faults;
    Checker checker(QString(), faults);
    auto service = readServiceDefinition(*nodes->root, kWhat, defaults, checker);
    if (!faults.isEmpty())
        return tl::unexpected(errorFrom(faults.sorted().front(), *nodes));
    return std::move(*service);
}

} // namespace Wf::Config
