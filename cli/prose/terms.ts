/** A word of the field, what it means here, and what it replaces. */
export interface Term {
  readonly term: string;
  /** One sentence in Markdown. */
  readonly meaning: string;
  /** Words that are not used for it, as the glossary prints them. */
  readonly not?: string;
  /** Pattern that the linter refuses, without regard to case; `(?-i:…)` regards it. */
  readonly refuse?: RegExp;
}

/** Words of the trade, whatever the cloud. */
export const general: readonly Term[] = [
  {
    term: "alarm",
    meaning: "A CloudWatch alarm. It *fires* when it goes to `ALARM` and *clears* when it returns to `OK`.",
    not: "rings, rang",
    refuse: /\b(?:rings?|rang|rung|ringing)\b/i,
  },
  {
    term: "break glass",
    meaning: "Emergency access outside the usual roles, announced beforehand and always reported.",
    not: "emergency key",
  },
  { term: "canary", meaning: "The function that visits the store as a shopper would.", not: "watchman" },
  { term: "check", meaning: "To compare with what is expected.", not: "look whether", refuse: /\blook(?:s|ed|ing)? whether\b/i },
  {
    term: "compromised",
    meaning: "Under an attacker's control: a compromised node, a compromised password.",
    not: "broken into",
    refuse: /\bbroken[- ]into\b/i,
  },
  {
    term: "current certificate",
    meaning: "The certificate that ACM holds now.",
    not: "what stands there",
    refuse: /\b(?:stands? there|stood)\b/i,
  },
  {
    term: "deploy",
    meaning: "To run `pulumi up`. A *deployment* is one such run.",
    not: "bring up",
    refuse: /\b(?:bring|brings|brought|bringing) (?:it |them |\w+ stacks? )?up\b/i,
  },
  { term: "drift", meaning: "A difference between what AWS has and what the program would deploy.", not: "changed by hand behind it" },
  {
    term: "egress",
    meaning: "Traffic from the store to the internet. *Egress addresses* are those of the NAT gateways.",
    not: "way out",
    refuse: /\bways? out\b/i,
  },
  { term: "email", meaning: "A message. *Mail* is the service that sends it.", not: "mails, e-mail", refuse: /\b(?:mails|e-mails?)\b/i },
  {
    term: "expected",
    meaning: "What happens by design, such as an alarm on the first day.",
    not: "no fault, true and no fault",
    refuse: /\bno faults?\b/i,
  },
  { term: "fix", meaning: "To remove the cause.", not: "mend", refuse: /\bmend(?:s|ed|ing)?\b/i },
  { term: "freeze", meaning: "Days on which nothing changes (`patching.freeze`).", not: "closed season" },
  { term: "incident", meaning: "A suspected or confirmed compromise; handled by *security*.", not: "a break-in, where none is proven" },
  {
    term: "least privilege",
    meaning: "The permissions that a role's own calls need, and no more.",
    not: "least rights",
    refuse: /\bleast rights\b/i,
  },
  { term: "minimum, maximum", meaning: "The bounds of a value.", not: "at fewest, the most, the longest" },
  {
    term: "missing",
    meaning: "Not there, although required.",
    not: "got nothing, for want of",
    refuse: /\b(?:got nothing|for want of)\b/i,
  },
  {
    term: "no one, someone, anyone",
    meaning: "Used sparingly: name the role instead, such as *the operator* or *an administrator*.",
    not: "nobody, somebody, anybody, everybody, whoever",
    refuse: /\b(?:nobody|somebody|anybody|everybody|whoever|whomever)\b/i,
  },
  {
    term: "omit",
    meaning: "To leave a setting or an option out.",
    not: "leave away",
    refuse: /\b(?:leav(?:e|es|ing)|left) (?:it |them )?away\b/i,
  },
  { term: "on call", meaning: "The person who receives alarms now, and whom a runbook tells when to *escalate*.", not: "who is woken" },
  { term: "optional", meaning: "Off unless a setting turns it on.", not: "by choice", refuse: /\bby choice\b/i },
  { term: "owner", meaning: "The person responsible, such as for a waiver.", not: "answers for it", refuse: /\banswers? for it\b/i },
  { term: "permission", meaning: "What a policy allows.", not: "rights", refuse: /\brights\b/i },
  { term: "previous", meaning: "The one before the current one.", not: "former", refuse: /\bformer\b/i },
  { term: "quotation marks", meaning: 'English ones, "straight" or “curly”, or code.', not: "« »", refuse: /[«»]/ },
  { term: "required", meaning: "Without a default; the settings are rejected when it is missing.", not: "must be there" },
  {
    term: "roll back",
    meaning: "To return to the previous image, release or configuration. A *rollback* is the act.",
    not: "take back, the way back",
    refuse: /\b(?:tak(?:e|es|en|ing)|took) (?:it |them |that |this )?back\b|\bways? back\b/i,
  },
  {
    term: "runbook",
    meaning: "The page that an alarm's email names: what fired, look, causes and fixes, confirm, escalate, afterwards.",
    not: "what to do",
  },
  { term: "soak", meaning: "The days for which staging runs an image before production takes it (`patching.soak`).", not: "trial" },
  { term: "unavailable", meaning: "That cannot be obtained.", not: "not to be had", refuse: /\b(?:not to be|cannot be) had\b/i },
  { term: "unsuccessful", meaning: "Without effect.", not: "in vain", refuse: /\bin vain\b/i },
  { term: "waiver", meaning: "An accepted policy violation with owner, reason and end date.", not: "exception" },
  { term: "again", meaning: "Once more.", not: "anew", refuse: /\banew\b/i },
  {
    term: "arguments",
    meaning: "In doc comments, as in “Arguments for `Web`”.",
    not: "what a … is made of",
    refuse: /\bwhat an? [^.]{1,60} (?:is|are) made of\b/i,
  },
  { term: "worthless", meaning: "No longer valid or of no use.", not: "worth nothing", refuse: /\bworth nothing\b/i },
];

/** Names of AWS, as AWS writes them. */
export const aws: readonly Term[] = [
  { term: "ACM", meaning: "AWS Certificate Manager, which holds the certificates of load balancers." },
  {
    term: "Auto Scaling group",
    meaning: "The set of identical web nodes that EC2 Auto Scaling maintains.",
    not: "auto scaling group",
    refuse: /\bauto[ -]scaling groups?\b/,
  },
  {
    term: "Availability Zone",
    meaning: "An isolated location in a Region. Dev and staging use two, production three.",
    not: "data centre",
  },
  { term: "AWS Backup vault", meaning: "Where recovery points are kept. *Vault Lock* in compliance mode cannot be removed." },
  { term: "DNS Firewall", meaning: "Route 53 Resolver DNS Firewall: the allow-list of names that the VPC may resolve." },
  {
    term: "Elastic IP address",
    meaning: "A public IPv4 address that stays with a NAT gateway.",
    not: "elastic IP address",
    refuse: /\belastic IP\b/,
  },
  { term: "IMDSv2", meaning: "The EC2 instance metadata service, version 2." },
  {
    term: "instance class, instance type",
    meaning: "The size of an RDS instance; of an EC2 instance. ElastiCache has a *node type*.",
    not: "kind of machine",
  },
  { term: "launch template", meaning: "What a new web node starts from." },
  { term: "listener", meaning: "The load balancer's port with its rules and certificate." },
  { term: "Multi-AZ", meaning: "An RDS instance with a standby in another Availability Zone." },
  { term: "Object Lock", meaning: "The S3 feature that keeps objects unchangeable until their retention ends." },
  { term: "permissions boundary", meaning: "The maximum that a role's policies can grant." },
  { term: "Region", meaning: "With a capital R, as AWS writes it." },
  { term: "security group", meaning: "The stateful firewall of a network interface. A *network ACL* is the stateless one of a subnet." },
  { term: "Session Manager", meaning: "Shell and port-forwarding sessions without SSH, recorded." },
  { term: "web ACL", meaning: "The AWS WAF rules in front of the load balancer. *WCU* is the unit in which AWS limits them." },
];

/** Terms of standards, protocols and X-Cart. */
export const standards: readonly Term[] = [
  {
    term: "ACME",
    meaning: "RFC 8555: how certificates are ordered. A *staging directory* issues untrusted certificates for trials.",
    not: "trial directory",
    refuse: /\btrial director(?:y|ies)\b/i,
  },
  { term: "ARI", meaning: "ACME Renewal Information (RFC 9773): the authority says when to renew." },
  { term: "ASV", meaning: "Approved scanning vendor, who performs the external vulnerability scans of PCI DSS 11.3.2." },
  { term: "CAA", meaning: "The DNS record that names the authorities allowed to issue (RFC 8659)." },
  { term: "CDE", meaning: "Cardholder data environment, the scope of PCI DSS." },
  { term: "delegation", meaning: "NS records in a parent zone that point to a zone's name servers." },
  {
    term: "external scan, internal scan",
    meaning: "Vulnerability scans of PCI DSS 11.3.2 and 11.3.1.",
    not: "scan from outside, scan from inside",
    refuse: /\bscans? from (?:the )?(?:out|in)side\b/i,
  },
  { term: "PAN, SAD", meaning: "Primary account number; sensitive authentication data. Stores never handle either." },
  { term: "requirement", meaning: "A numbered requirement of PCI DSS 4.0.1, such as 11.6.1." },
  { term: "second factor", meaning: "The additional factor of multi-factor authentication (MFA)." },
  { term: "add-on", meaning: "An extension of X-Cart from its marketplace.", not: "plug-in", refuse: /\bplug-?ins? of X-Cart\b/i },
  { term: "administration", meaning: "X-Cart's admin area, `/admin/`.", not: "back office", refuse: /\bback office\b/i },
  { term: "distribution", meaning: "The archive of X-Cart as its maker publishes it." },
  { term: "line", meaning: "A series of X-Cart versions, such as 5.6 (`xcart.line`)." },
  { term: "release", meaning: "An installed X-Cart with its add-ons, packed into one archive with a checksum (`web.release`)." },
  { term: "shopper, customer", meaning: "A visitor of the store. Used alike." },
];
