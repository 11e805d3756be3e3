// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "testkit/ownsamples.h"

#include <algorithm>

namespace {

Sample sample(const char *kind, const char *surface, const char *text)
{
    return { QLatin1String(kind), QLatin1String(surface), text };
}

WordPlace place(const char *kind, const char *component, const char *text,
    std::vector<std::pair<const char *, const char *>> words)
{
    return { QLatin1String(kind), text, QLatin1String(component), std::move(words) };
}

const char *const kGoogle =
    "[{'id':'a','begin':'2026-04-24T09:00:00Z','external_desc':'Slow','severity':'medium','affected_products':"
    "[{'title':'Gmail','id':'g'}],'most_recent_update':{'status':'W'}}]";
const char *const kGraph = "{'value':[{'id':'Teams','service':'Teams','status':'W'}]}";
const char *const kIssue = "{'value':[{'id':'T1','title':'Slow','service':'Teams','status':'W','isResolved':false,"
                           "'featureGroup':'Service'}]}";
const char *const kZscaler =
    "{'data':{'severity':[{'tid':'20','name':'W'}],'category':[{'subCategory':[{'tid':'1','name':'DNS',"
    "'category_status':[{'id':'5','title':'Slow','severityTid':'20','status':'In Progress'}]}]}]}}";
const char *const kApple =
    "{'drpost':false,'services':[{'serviceName':'Mail','events':[{'messageId':'1','statusType':'W','eventStatus':"
    "'ongoing','usersAffected':'All users were affected','message':'Down','epochStartDate':1777024800000}]}]}";

} // namespace

const std::vector<Sample> &ownSamples()
{
    static const std::vector<Sample> all {
        sample("slack", "current", "{'status':'ok','active_incidents':[]}"),
        sample("slack", "history", "[{'id':1,'status':'resolved','type':'incident','title':'Old'}]"),
        sample("google_workspace", "incidents",
            "[{'id':'a','end':'2026-04-01T00:00:00Z','external_desc':'Old','affected_products':[{'title':'Gmail'}]"
            "}]"),
        sample("google_cloud", "incidents",
            "[{'id':'a','end':'2026-04-01T00:00:00Z','external_desc':'Old','affected_products':[{'title':'Apigee'}"
            "]}]"),
        sample("salesforce_trust", "incidents", "[{'id':1,'isResolved':true,'message':{'subject':'Old'}}]"),
        sample("salesforce_trust", "instance",
            "{'key':'NA1','status':'OK','isActive':true,'Services':[{'key':'Core'}],'Incidents':[],'Maintenances':"
            "[]}"),
        sample("salesforce_trust", "product",
            "{'name':'Tableau','Instances':[{'key':'T1','status':'OK','isActive':true,'environment':'production'},"
            "{'key':'T2','status':'MAJOR_INCIDENT_CORE','isActive':true,'environment':'sandbox'}]}"),
        sample("salesforce_trust", "instances", "[{'key':'NA1','status':'OK','isActive':true}]"),
        sample("zendesk", "incidents", "{'data':[]}"),
        sample("ringcentral", "services", "[{'service':'Calling','region':'US','level':'Good','alerts':[]}]"),
        sample("heroku", "status",
            "{'status':[{'system':'Apps','status':'green'},{'system':'Data','status':'green'}],'incidents':[],"
            "'scheduled':[]}"),
        sample("pagerduty", "summary",
            "{'summary':{'open_incidents':[],'posts':[],'post_status_page_services':[{'id':'a','name':'Events',"
            "'is_active':true}]}}"),
        sample("pagerduty", "posts", "{'posts':[]}"),
        sample("apple", "services",
            "{'drpost':false,'drMessage':null,'services':[{'serviceName':'Mail','events':[]}]}"),
        sample("aws", "events",
            "[{'arn':'arn:1','service':'ec2-us-east-1','status':'0','summary':'Old','event_log':[]}]"),
        sample("azure_devops", "health",
            "{'status':{'health':'healthy','message':'All "
            "good'},'services':[{'id':'Boards','geographies':[{'id':'EU',"
            "'name':'Europe','health':'healthy'}]}]}"),
        sample("microsoft365", "overviews",
            "{'value':[{'id':'Teams','service':'Teams','status':'serviceOperational'}]}"),
        sample("microsoft365", "issues",
            "{'value':[{'id':'T1','title':'Old','service':'Teams','status':'serviceRestored','isResolved':true}]"
            "}"),
        sample("microsoft365", "post", "{'Id':null,'Title':null,'Message':'Fine','Status':'Available'}"),
        sample("microsoft365", "posts", "[{'ServiceDisplayName':'OneDrive','Status':'Operational'}]"),
        sample("microsoft365", "index", "{'Services':[{'Id':'o','Name':'Outlook','IsUp':true}]}"),
        sample("okta", "list",
            "[{'Name':'I-1','Status__c':'Resolved','Category__c':'Service Disruption','Impacted_Cells__c':"
            "'okta.com:7'}]"),
        sample("auth0", "page",
            "{'pageProps':{'activeIncidents':[{'region':'US-1','environment':'Production','response':{'uptime':'"
            "100',"
            "'incidents':[{'id':'','status':'operational'}]}}]}}"),
        sample("stripe", "current", "{'largestatus':'up','message':'All good','statuses':{'api':'up'}}"),
        sample("stripe", "full",
            "{'UptimeStatus':'up','message':'All "
            "good','uptimeData':[{'key':'api','title':'API','warning':null}]}"),
        sample("zscaler", "cloud",
            "{'data':{'severity':[{'tid':'20','name':'Service "
            "Disruption'}],'category':[{'subCategory':[{'tid':'1',"
            "'name':'DNS','status':true}]}]}}"),
        sample("concur", "banner", "{'data':{'display':false,'text':{'en':'We look into it.'}},'success':true}"),
        sample("metastatus", "products",
            "[{'id':'ads','name':'Ads','services':[{'id':1,'name':'Delivery','status':'No known "
            "issues','time':null},"
            "{'id':2,'name':'Reports','status':'No known issues','time':null}]}]"),
        sample("ibm_cloud", "items",
            "{'statusItems':[{'id':'I1','type':'incident','state':'resolved','sev':1}],'resources':[{'resourceID':"
            "'is-vpc','displayName':'VPC'}]}"),
        sample("adobe", "events",
            "{'incidentEvent':{'incidents':{'1':{'id':'1','products':{'p':{'id':'p','name':'Express','startedOn':"
            "1776000000,'endedOn':1776000600,'history':{'a':{'status':'Closed','severity':'Minor'}}}}}},'messages'"
            ":{}},"
            "'maintenanceEvent':{'maintenance':{},'messages':{}}}"),
    };
    return all;
}

QByteArray ownSample(const QString &kind, const QString &surface)
{
    const auto found = std::ranges::find_if(
        ownSamples(), [&](const Sample &one) { return one.kind == kind && one.surface == surface; });
    return found == ownSamples().end() ? QByteArray() : found->text;
}

const std::vector<WordPlace> &wordPlaces()
{
    static const std::vector<WordPlace> all {
        place("slack", "Search",
            "{'status':'active','active_incidents':[{'id':1,'type':'W','status':'active','services':['Search']}]}",
            { { "outage", "major_outage" }, { "incident", "partial_outage" }, { "notice", "degraded" },
                { "maintenance", "maintenance" }, { "of a new kind", "degraded" } }),
        place("google_workspace", "Gmail", kGoogle,
            { { "SERVICE_OUTAGE", "major_outage" }, { "SERVICE_DISRUPTION", "partial_outage" },
                { "SERVICE_INFORMATION", "degraded" }, { "AVAILABLE", "operational" } }),
        place("salesforce_trust", "NA1", "{'key':'NA1','status':'W','isActive':true}",
            { { "OK", "operational" }, { "INFORMATIONAL_CORE", "degraded" },
                { "INFORMATIONAL_NONCORE", "degraded" }, { "MAINTENANCE_CORE", "maintenance" },
                { "MAINTENANCE_NONCORE", "maintenance" }, { "MINOR_INCIDENT_CORE", "degraded" },
                { "MINOR_INCIDENT_NONCORE", "degraded" }, { "MAJOR_INCIDENT_NONCORE", "partial_outage" },
                { "MAJOR_INCIDENT_CORE", "major_outage" } }),
        place("zendesk", "",
            "{'data':[{'id':'1','type':'incident','attributes':{'name':'Slow','impact':'W','outage':false}}]}",
            { { "minor", "degraded" }, { "major", "partial_outage" }, { "critical", "major_outage" } }),
        place("zendesk", "",
            "{'data':[{'id':'1','attributes':{'name':'Down','impact':'W','outage':true,'degradation':false}}]}",
            { { "minor", "partial_outage" }, { "major", "partial_outage" }, { "critical", "major_outage" } }),
        place("ringcentral", "US / Calling", "[{'service':'Calling','region':'US','level':'W','alerts':[]}]",
            { { "Good", "operational" }, { "Informational", "operational" }, { "Minor", "degraded" },
                { "Major", "partial_outage" }, { "Critical", "major_outage" } }),
        place("heroku", "Apps", "{'status':[{'system':'Apps','status':'W'}],'incidents':[]}",
            { { "green", "operational" }, { "yellow", "degraded" }, { "red", "major_outage" },
                { "blue", "maintenance" } }),
        place("pagerduty", "Events",
            "{'summary':{'open_incidents':[{'id':'1','title':'Slow','updates':[{'status':'detected','severity':'W'"
            ","
            "'impacted_business_services':[{'name':'Events','severity':'W'}]}]}],'post_status_page_services':[]}}",
            { { "all_good", "operational" }, { "minor", "degraded" }, { "major", "major_outage" } }),
        place("apple", "Mail", kApple,
            { { "Issue", "degraded" }, { "Performance", "degraded" }, { "Outage", "major_outage" },
                { "Maintenance", "maintenance" } }),
        place("aws", "ec2-us-east-1",
            "[{'arn':'a','service':'ec2-us-east-1','status':'W','summary':'Errors','impacted_services':{}}]",
            { { "0", "operational" }, { "1", "degraded" }, { "2", "partial_outage" }, { "3", "major_outage" } }),
        place("azure_devops", "Boards / Europe",
            "{'status':{'health':'healthy'},'services':[{'id':'Boards','geographies':[{'id':'EU','name':'Europe',"
            "'health':'W'}]}]}",
            { { "healthy", "operational" }, { "advisory", "degraded" }, { "degraded", "degraded" },
                { "unhealthy", "major_outage" } }),
        place("azure_devops", "", "{'status':{'health':'W'},'services':[]}",
            { { "healthy", "operational" }, { "advisory", "degraded" }, { "degraded", "degraded" },
                { "unhealthy", "major_outage" } }),
        place("microsoft365", "Teams", kGraph,
            { { "serviceOperational", "operational" }, { "ServiceRestored", "operational" },
                { "falsePositive", "operational" }, { "postIncidentReviewPublished", "operational" },
                { "resolved", "operational" }, { "resolvedExternal", "operational" },
                { "mitigated", "operational" }, { "mitigatedExternal", "operational" },
                { "investigating", "degraded" }, { "verifyingService", "degraded" }, { "reported", "degraded" },
                { "confirmed", "degraded" }, { "investigationSuspended", "degraded" },
                { "serviceDegradation", "degraded" }, { "restoringService", "degraded" },
                { "extendedRecovery", "degraded" }, { "serviceInterruption", "major_outage" } }),
        place("microsoft365", "Teams", kIssue,
            { { "serviceDegradation", "degraded" }, { "serviceInterruption", "major_outage" } }),
        place("microsoft365", "", "{'Status':'W','Message':'Something'}",
            { { "Available", "operational" }, { "Operational", "operational" },
                { "Service restored", "operational" }, { "Service degradation", "degraded" },
                { "Investigating", "degraded" }, { "Service interruption", "major_outage" } }),
        place("okta", "okta.com:7",
            "[{'Name':'I-1','Status__c':'Investigating','Category__c':'W','Impacted_Cells__c':'okta.com:7',"
            "'Start_Time__c':'2026-04-24T09:00:00.000+0000'}]",
            { { "Operational", "operational" }, { "Feature Disruption", "degraded" },
                { "Service Degradation", "degraded" }, { "Service Disruption", "partial_outage" },
                { "Maintenance", "maintenance" } }),
        place("auth0", "US-1",
            "{'pageProps':{'activeIncidents':[{'region':'US-1','environment':'Production','response':{'incidents':"
            "[{'id':'1','name':'Slow','status':'identified','impact':'W'}]}}]}}",
            { { "none", "operational" }, { "minor", "degraded" }, { "major", "partial_outage" },
                { "critical", "major_outage" }, { "maintenance", "maintenance" } }),
        place("stripe", "", "{'largestatus':'W','statuses':{'api':'up'}}",
            { { "up", "operational" }, { "degraded", "degraded" }, { "down", "major_outage" } }),
        place("stripe", "api", "{'largestatus':'up','statuses':{'api':'W'}}",
            { { "up", "operational" }, { "degraded", "degraded" }, { "down", "major_outage" } }),
        place("zscaler", "DNS", kZscaler,
            { { "Service Disruption", "major_outage" }, { "Service Degradation", "degraded" },
                { "Under Investigation", "degraded" }, { "Informational", "operational" },
                { "No Service Impact", "operational" }, { "Security Advisory", "operational" } }),
        place("metastatus", "Ads / Delivery",
            "[{'id':'ads','name':'Ads','services':[{'id':1,'name':'Delivery','status':'W'}]}]",
            { { "No known issues", "operational" }, { "Minor disruptions", "degraded" },
                { "Some disruptions", "degraded" }, { "Medium disruptions", "partial_outage" },
                { "Major disruptions", "major_outage" }, { "High disruptions", "major_outage" } }),
        place("ibm_cloud", "is-vpc",
            "{'statusItems':[{'id':'I1','type':'incident','state':'confirmed','sev':'W','resourceIDs':['is-vpc']}]"
            ","
            "'resources':[{'resourceID':'is-vpc','displayName':'VPC'}]}",
            { { "1", "major_outage" }, { "2", "partial_outage" }, { "3", "degraded" }, { "4", "degraded" } }),
        place("adobe", "Express",
            "{'incidentEvent':{'incidents':{'1':{'id':'1','products':{'p':{'id':'p','name':'Express','history':{'"
            "a':"
            "{'status':'Opened','severity':'W','statusTime':1776000000}}}}}}},'maintenanceEvent':{'maintenance':{}"
            "}}",
            { { "Trivial", "degraded" }, { "Potential", "degraded" }, { "Minor", "degraded" },
                { "Major", "partial_outage" }, { "Critical", "major_outage" } }),
    };
    return all;
}
