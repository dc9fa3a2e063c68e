/** Accounts of AWS itself that programs name, and what for. */
export const awsAccounts: Readonly<Record<string, string>> = {
  "137112412989": "Amazon Linux's images",
  "801119661308": "Windows' images",
  "591542846629": "ECS' images",
  "602401143452": "EKS' images",
  "580247275435": "Lambda Insights",
  "017000801446": "Powertools for Lambda",
  // Elastic Load Balancing's, which write access logs where a policy names no service
  // (docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).
  "127311923021": "ELB in us-east-1",
  "033677994240": "ELB in us-east-2",
  "027434742980": "ELB in us-west-1",
  "797873946194": "ELB in us-west-2",
  "985666609251": "ELB in ca-central-1",
  "054676820928": "ELB in eu-central-1",
  "156460612806": "ELB in eu-west-1",
  "652711504416": "ELB in eu-west-2",
  "009996457667": "ELB in eu-west-3",
  "897822967062": "ELB in eu-north-1",
  "582318560864": "ELB in ap-northeast-1",
  "600734575887": "ELB in ap-northeast-2",
  "383597477331": "ELB in ap-northeast-3",
  "114774131450": "ELB in ap-southeast-1",
  "783225319266": "ELB in ap-southeast-2",
  "718504428378": "ELB in ap-south-1",
  "507241528517": "ELB in sa-east-1",
};

/** Names below which AWS alone has names, and no customer; `amazonaws.com` is none of them. */
const awsDomains = ["aws.amazon.com", "amazonses.com", "acm-validations.aws", "truststore.pki.rds.amazonaws.com"];

/** A service's own name, in a Region or without: `logs.us-east-1.amazonaws.com`. What customers have there has a label more. */
const serviceName = /^[a-z0-9-]+(\.dualstack)?(\.[a-z]{2}(-[a-z]+)+-\d)?\.amazonaws\.com$/;

/** The names of Route 53's name servers. */
const nameServer = /^ns-\d+\.awsdns-\d+\.(com|net|org|co\.uk)$/;

/** Whether a host is AWS's own, and not one that AWS gives to any customer. */
export const isAwsHost = (host: string): boolean =>
  serviceName.test(host) || nameServer.test(host) || awsDomains.some((domain) => host === domain || host.endsWith(`.${domain}`));
