import { Resource as CloudControlResource } from "@pulumi/aws/cloudcontrol/resource.js";
import { type Input, jsonStringify, type Resource } from "@pulumi/pulumi";
import { riskResponses } from "../../domain/defaults/admin-sign-in.ts";

const typeName = "AWS::Cognito::UserPoolRiskConfigurationAttachment";

/**
 * The type's schema, as far as Cloud Control needs it; given here, so that it is not fetched at each plan
 * (docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolriskconfigurationattachment.html).
 */
const schema = JSON.stringify({
  typeName,
  properties: {
    UserPoolId: { type: "string" },
    ClientId: { type: "string" },
    AccountTakeoverRiskConfiguration: { type: "object" },
    CompromisedCredentialsRiskConfiguration: { type: "object" },
  },
  additionalProperties: false,
  required: ["UserPoolId", "ClientId"],
  createOnlyProperties: ["/properties/UserPoolId", "/properties/ClientId"],
  primaryIdentifier: ["/properties/UserPoolId", "/properties/ClientId"],
});

/**
 * Configures a user pool's response to suspicious sign-ins. By Cloud Control: older versions of the provider's own resource require an SES
 * identity for emails to users, and none are sent here.
 */
export function configureRisk(name: string, userPoolId: Input<string>, parent: Resource): void {
  const desiredState = jsonStringify({ UserPoolId: userPoolId, ClientId: "ALL", ...riskResponses });
  new CloudControlResource(`${name}-risk`, { typeName, schema, desiredState }, { parent });
}
