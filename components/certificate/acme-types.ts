const text = { type: "string" };
const tags = { type: "array", items: { type: "object", properties: { Key: text, Value: text } } };

/**
 * Schemas of ACM's ACME types, as far as Cloud Control needs them; given here, so that they are not fetched at each plan. Sources:
 * docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-certificatemanager-acmeendpoint.html,
 * …-acmeexternalaccountbinding.html, …-acmedomainvalidation.html.
 */
export const acmeTypes = {
  endpoint: known({
    typeName: "AWS::CertificateManager::AcmeEndpoint",
    properties: { AuthorizationBehavior: text, CertificateAuthority: { type: "object" }, Contact: text, CertificateTags: tags },
    required: ["AuthorizationBehavior", "CertificateAuthority"],
    readOnly: ["AcmeEndpointArn", "EndpointUrl"],
    identifier: "AcmeEndpointArn",
  }),
  binding: known({
    typeName: "AWS::CertificateManager::AcmeExternalAccountBinding",
    properties: { AcmeEndpointArn: text, RoleArn: text, Expiration: { type: "object" } },
    required: ["AcmeEndpointArn", "RoleArn"],
    createOnly: ["AcmeEndpointArn", "RoleArn"],
    readOnly: ["AcmeExternalAccountBindingArn"],
    identifier: "AcmeExternalAccountBindingArn",
  }),
  validation: known({
    typeName: "AWS::CertificateManager::AcmeDomainValidation",
    properties: { AcmeEndpointArn: text, DomainName: text, PrevalidationOptions: { type: "object" } },
    required: ["AcmeEndpointArn", "DomainName", "PrevalidationOptions"],
    createOnly: ["AcmeEndpointArn", "DomainName"],
    readOnly: ["Arn"],
    identifier: "Arn",
  }),
} as const;

interface AcmeType {
  readonly typeName: string;
  readonly properties: Readonly<Record<string, object>>;
  readonly required: readonly string[];
  readonly createOnly?: readonly string[];
  readonly readOnly: readonly string[];
  readonly identifier: string;
}

function known({ typeName, properties, required, createOnly = [], readOnly, identifier }: AcmeType) {
  const at = (name: string) => `/properties/${name}`;
  const all = { ...properties, Tags: tags, ...Object.fromEntries(readOnly.map((name) => [name, text])) };
  const schema = JSON.stringify({
    typeName,
    properties: all,
    additionalProperties: false,
    required,
    createOnlyProperties: createOnly.map(at),
    readOnlyProperties: readOnly.map(at),
    primaryIdentifier: [at(identifier)],
  });
  return { typeName, schema };
}
