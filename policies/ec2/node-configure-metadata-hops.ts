import { secureMetadata } from "../../domain/defaults/web.ts";
import type { Policy } from "../model/policy.ts";
import { show } from "../model/values.ts";
import { nodeTypes } from "./types.ts";

const limit = secureMetadata.httpPutResponseHopLimit;

export const ec2NodeConfigureMetadataHops: Policy = {
  name: "aws-ec2-node-configure-metadata-hops",
  description: "Responses of the metadata service do not leave the node: their hop limit is 1.",
  severity: "medium",
  controls: ["EC2-02"],
  remediation: `Set metadataOptions.httpPutResponseHopLimit: ${limit}; images such as Amazon Linux 2023's default to 2.`,
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html",
  types: nodeTypes,
  check: (node) => {
    if (node.text("metadataOptions.httpEndpoint") === "disabled") return [];
    const hops = node.number("metadataOptions.httpPutResponseHopLimit");
    return hops === limit ? [] : [`metadataOptions.httpPutResponseHopLimit is ${show(hops)}; set ${limit}`];
  },
};
