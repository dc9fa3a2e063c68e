import type { Policy } from "../model/policy.ts";
import { vpcConfigureAuthorisedPorts } from "./configure-authorised-ports.ts";
import { vpcConfigureDataSources } from "./configure-data-sources.ts";
import { vpcConfigureEgressPorts } from "./configure-egress-ports.ts";
import { vpcConfigureEndpointPolicies } from "./configure-endpoint-policies.ts";
import { vpcConfigureNodeAcls } from "./configure-node-acls.ts";
import { vpcConfigureNodeSources } from "./configure-node-sources.ts";
import { vpcDisallowDataEgress } from "./disallow-data-egress.ts";
import { vpcDisallowDataInternet } from "./disallow-data-internet.ts";
import { vpcDisallowDefaultGroupRules } from "./disallow-default-group-rules.ts";
import { vpcDisallowDefaultVpc } from "./disallow-default-vpc.ts";
import { vpcDisallowExposedNodes } from "./disallow-exposed-nodes.ts";
import { vpcDisallowInternalNames } from "./disallow-internal-names.ts";
import { vpcDisallowInternetRoutes } from "./disallow-internet-routes.ts";
import { vpcDisallowInternetToNodes } from "./disallow-internet-to-nodes.ts";
import { vpcDisallowMixedRules } from "./disallow-mixed-rules.ts";
import { vpcDisallowOpenAcls } from "./disallow-open-acls.ts";
import { vpcDisallowOutsideTime } from "./disallow-outside-time.ts";
import { vpcDisallowPublicAddresses } from "./disallow-public-addresses.ts";
import { vpcDisallowRemoteAccess } from "./disallow-remote-access.ts";
import { vpcDisallowRiskyPorts } from "./disallow-risky-ports.ts";
import { vpcDisallowUnusedAcls } from "./disallow-unused-acls.ts";
import { vpcDisallowUnusedAddresses } from "./disallow-unused-addresses.ts";
import { vpcDisallowUnusedGroups } from "./disallow-unused-groups.ts";
import { vpcEnableFlowLogs } from "./enable-flow-logs.ts";
import { vpcMissingAllowList } from "./missing-allow-list.ts";
import { vpcMissingDescription } from "./missing-description.ts";
import { vpcMissingEndpoints } from "./missing-endpoints.ts";

/** The policies about networks. */
export const vpc: readonly Policy[] = [
  vpcConfigureAuthorisedPorts,
  vpcConfigureDataSources,
  vpcConfigureEgressPorts,
  vpcConfigureEndpointPolicies,
  vpcConfigureNodeAcls,
  vpcConfigureNodeSources,
  vpcDisallowDataEgress,
  vpcDisallowDataInternet,
  vpcDisallowDefaultGroupRules,
  vpcDisallowDefaultVpc,
  vpcDisallowExposedNodes,
  vpcDisallowInternalNames,
  vpcDisallowInternetRoutes,
  vpcDisallowInternetToNodes,
  vpcDisallowMixedRules,
  vpcDisallowOpenAcls,
  vpcDisallowOutsideTime,
  vpcDisallowPublicAddresses,
  vpcDisallowRemoteAccess,
  vpcDisallowRiskyPorts,
  vpcDisallowUnusedAcls,
  vpcDisallowUnusedAddresses,
  vpcDisallowUnusedGroups,
  vpcEnableFlowLogs,
  vpcMissingAllowList,
  vpcMissingDescription,
  vpcMissingEndpoints,
];
