import { type EverydayLife, type PlannedFilter, role, told } from "./filter.ts";

/** Where CloudTrail has the name of what a call is about, of those that watch an account: alarms, topics, logs, rules, buckets, the trail. */
const named = ["alarmName", "alarmNames[0]", "bucketName", "functionName", "logGroupName", "name", "rule", "subscriptionArn", "topicArn"];

/** Filters for the pipeline's calls on what watches the account, and for any call that is refused to it: a deployment needs neither. */
export function pipelineFilters({ stack, pipeline: roles, state }: EverydayLife): PlannedFilter[] {
  if (roles === undefined) return [];
  const by = `(${role} = "${roles}")`;
  const about = named.map((field) => `($.requestParameters.${field} = "*${stack}*")`).join(" || ");
  // Pulumi's state, which each deployment writes, has a filter of its own.
  const elsewhere = state ? ` && (($.requestParameters.key NOT EXISTS) || ($.requestParameters.bucketName != "${state.bucket}"))` : "";
  const changing = ["Describe", "Get", "List"].map((verb) => `($.eventName != "${verb}*")`).join(" && ");
  return [
    {
      ...told("audit-changes", "pipeline", "A deployment touches what watches the account: trail, archive, alarms, topics, its roles"),
      pattern: `{ ${by} && ${changing} && (${about})${elsewhere} }`,
    },
    {
      ...told(
        "refused-calls",
        "pipeline-refused",
        "A deployment's call was denied: a stolen token is being tried out, or a permission is missing",
      ),
      // The provider asks for the caller's user first, and does without.
      pattern: `{ ${by} && ($.eventName != "GetUser") && (($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*")) }`,
    },
  ];
}
