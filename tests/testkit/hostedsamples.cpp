// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "testkit/hostedsamples.h"

#include "vendors/registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Wf;

namespace {

QJsonValue replaced(const QJsonValue &node, const QStringList &path, const QJsonValue &value)
{
    if (path.isEmpty())
        return value;
    if (node.isArray()) {
        QJsonArray list = node.toArray();
        const int at = path.first().toInt();
        list[at] = replaced(list.at(at), path.mid(1), value);
        return list;
    }
    QJsonObject object = node.toObject();
    const QJsonValue child = replaced(object.value(path.first()), path.mid(1), value);
    if (child.isUndefined())
        object.remove(path.first());
    else
        object.insert(path.first(), child);
    return object;
}

} // namespace

QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

Domain::Observation readAll(const QString &kind, const QByteArray &text, const std::vector<QByteArray> &others,
    const QStringList &components)
{
    Vendors::ParseInput input { json(text), components, kNow };
    for (const QByteArray &other : others)
        input.companions.push_back(json(other));
    return Vendors::parse(*Vendors::findDialect(kind), input);
}

Domain::Observation readAs(const QString &kind, const QByteArray &text, const QStringList &components)
{
    return readAll(kind, text, {}, components);
}

QByteArray with(const QByteArray &text, const QString &path, const QJsonValue &value)
{
    const auto document = QJsonDocument::fromJson(json(text));
    const QJsonValue root = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    const QJsonValue changed = replaced(root, path.split(u'.', Qt::SkipEmptyParts), value);
    return changed.isArray() ? QJsonDocument(changed.toArray()).toJson()
                             : QJsonDocument(changed.toObject()).toJson();
}

QStringList bodies(const Domain::VendorIncident &incident)
{
    QStringList all;
    for (const Domain::VendorUpdate &update : incident.updates)
        all.append(update.state + u": " + update.body);
    return all;
}

QByteArray sampleOf(const QString &kind, const QString &surface)
{
    const auto found = std::ranges::find_if(
        samples(), [&](const Sample &one) { return one.kind == kind && one.surface == surface; });
    return found == samples().end() ? QByteArray() : found->text;
}

const std::vector<Sample> &samples()
{
    static const std::vector<Sample> all {
        { QStringLiteral("incidentio"), QStringLiteral("copy"),
            "{'page':{'id':'01JMDK9XYNY6RXSED6SDWW50WY','name':'Shop'},'status':{'indicator':'none','description':"
            "'ok'},"
            "'components':[{'id':'a','name':'API','status':'operational'}]}" },
        { QStringLiteral("incidentio"), QStringLiteral("widget"),
            "{'page_title':'Shop','ongoing_incidents':[],'in_progress_maintenances':[],'scheduled_maintenances':[]"
            "}" },
        { QStringLiteral("incidentio"), QStringLiteral("page"),
            "{'summary':{'name':'Shop','public_url':'https://status.example.com/"
            "','components':[{'id':'a','name':'API'},"
            "{'id':'b','name':'Web'}],'affected_components':[],'ongoing_incidents':[],'scheduled_maintenances':[],"
            "'structure':{'items':[{'group':{'id':'g','name':'Core','components':[{'component_id':'a'}]}}]}}}" },
        { QStringLiteral("incidentio"), QStringLiteral("list"),
            "{'incidents':[{'id':'i','name':'Slow','type':'incident','status':'resolved','component_impacts':[]}]"
            "}" },
        { QStringLiteral("instatus"), QStringLiteral("summary"), "{'page':{'name':'Shop','status':'UP'}}" },
        { QStringLiteral("instatus"), QStringLiteral("v2"),
            "{'components':[{'id':'g','name':'Core','status':'OPERATIONAL','isParent':true,'children':[{'id':'a',"
            "'name':'API','status':'OPERATIONAL'}]},{'id':'b','name':'Web','status':'OPERATIONAL','children':[]}]"
            "}" },
        { QStringLiteral("instatus"), QStringLiteral("v3"),
            "{'components':[{'id':'g','name':'Core','status':'OPERATIONAL','group':null},{'id':'a','name':'API',"
            "'status':'OPERATIONAL','group':{'id':'g','name':'Core'}}]}" },
        { QStringLiteral("instatus"), QStringLiteral("both"),
            "{'page':{'name':'Shop','status':'UP'},'components':[{'id':'a','name':'API','status':'OPERATIONAL'}]"
            "}" },
        { QStringLiteral("instatus"), QStringLiteral("site"),
            "{'site':{'name':{'default':'Shop'},'status':'UP','mainStatus':'ALLOPERATIONAL'},'activeIncidents':{}"
            "}" },
        { QStringLiteral("betterstack"), QStringLiteral("index"),
            "{'data':{'attributes':{'company_name':'Shop','aggregate_state':'operational'}},'included':["
            "{'id':'s','type':'status_page_section','attributes':{'name':'Core'}},"
            "{'id':'a','type':'status_page_resource','attributes':{'status_page_section_id':'s','public_name':'"
            "API',"
            "'status':'operational'}},{'id':'b','type':'status_page_resource','attributes':{'public_name':'Web',"
            "'status':'operational'}}]}" },
        { QStringLiteral("statusio"), QStringLiteral("status"),
            "{'result':{'status_overall':{'status':'Operational','status_code':100},'status':[{'id':'s','name':'"
            "API',"
            "'status_code':100,'containers':[{'id':'eu','name':'Europe','status_code':100},{'id':'us','name':'"
            "America',"
            "'status_code':100}]}],'incidents':[],'maintenance':{'active':[],'upcoming':[]}}}" },
        { QStringLiteral("uptime_kuma"), QStringLiteral("merged"),
            "{'config':{'title':'Shop'},'publicGroupList':[{'id':1,'name':'Core','monitorList':[{'id':7,'name':'"
            "API'},"
            "{'id':8,'name':'Web'}]}],'heartbeatList':{'7':[{'status':0},{'status':1}],'8':[{'status':1}]}}" },
        { QStringLiteral("uptime_kuma"), QStringLiteral("beats"),
            "{'heartbeatList':{'7':[{'status':1}],'8':[{'status':1}]}}" },
        { QStringLiteral("cachet"), QStringLiteral("status"),
            "{'data':{'status':'success','message':'All is well'}}" },
        { QStringLiteral("cachet"), QStringLiteral("components"),
            "{'meta':{'pagination':{'total':2}},'data':[{'id':1,'name':'API','status':1,'group_id':3,'enabled':"
            "true},"
            "{'id':2,'name':'Web','status':'1','group_id':0,'enabled':true}]}" },
        { QStringLiteral("cachet"), QStringLiteral("incidents"),
            "{'data':[{'id':1,'component_id':0,'name':'Slow','status':1,'is_resolved':true,'latest_status':4}]}" },
        { QStringLiteral("cstate"), QStringLiteral("index"),
            "{'title':'Shop','summaryStatus':'ok','pinnedIssues':[],'systems':[{'name':'API','category':'Core',"
            "'status':'ok','unresolvedIssues':[]},{'name':'Web','category':'Core','status':'ok'}]}" },
        { QStringLiteral("uptimerobot"), QStringLiteral("older"),
            "{'status':'ok','psp':{'perPage':20,'totalMonitors':2,'monitors':[{'monitorId':7,'name':'API',"
            "'statusClass':'success'},{'monitorId':8,'name':'Web','statusClass':'success'}]}}" },
        { QStringLiteral("uptimerobot"), QStringLiteral("newer"),
            "{'status':true,'data':[{'monitorId':7,'name':'API','statusClass':'success','groupId':1,'groupName':'"
            "Core'},"
            "{'monitorId':8,'name':'Web','statusClass':'success'}],'statistics':{'counts':{'total':2}}}" },
        { QStringLiteral("uptimecom"), QStringLiteral("page"),
            "{'error':null,'data':{'name':'Shop','global_is_operational':true,'components':[{'id':1,'name':'API',"
            "'status':'operational','subcomponents':[]},{'id':2,'is_group':true,'name':'Core','status':'"
            "operational',"
            "'subcomponents':[{'id':3,'name':'Web','status':'operational'}]}],'active_incidents':[]}}" },
        { QStringLiteral("uptimecom"), QStringLiteral("history"),
            "{'data':{'name':'Shop','active_incidents':[],'past_incidents':[]}}" },
        { QStringLiteral("sorryapp"), QStringLiteral("status"), "{'page':{'name':'Shop','state':'operational'}}" },
        { QStringLiteral("sorryapp"), QStringLiteral("components"),
            "{'components':[{'id':1,'name':'Core','state':'operational','parent_id':null},{'id':2,'name':'API',"
            "'state':'operational','parent_id':1}]}" },
        { QStringLiteral("sorryapp"), QStringLiteral("notices"), "{'notices':[]}" },
        { QStringLiteral("statuscast"), QStringLiteral("status"),
            "{'Status':'Available','StatusText':'All is well'}" },
        { QStringLiteral("statuscast"), QStringLiteral("components"),
            "[{'id':1,'text':'Core','CurrentStatus':'Available','children':[{'id':2,'text':'API','CurrentStatus':"
            "'Available'}]},{'id':3,'text':'Web','CurrentStatus':'Available'}]" },
        { QStringLiteral("statuscast"), QStringLiteral("incidents"),
            "[{'Id':1,'Title':'Slow','Status':'Resolved','IncidentType':'Degraded'}]" },
        { QStringLiteral("flashduty"), QStringLiteral("summary"),
            "{'generated_at':'2026-04-24T09:59:30Z','max_stale_seconds':120,'page':{'name':'Shop'},'overall':{'"
            "status':"
            "'operational'},'ongoing_incidents':[],'in_progress_maintenances':[],'scheduled_maintenances':[]}" },
    };
    return all;
}
