import type { ActionKind } from "../action.ts";

/** One rule of a group of AWS's. */
export interface ManagedRule {
  readonly name: string;
  readonly action: ActionKind;
  /** Whole; what it puts on a request that it matches. */
  readonly labels: readonly string[];
}

/** Labels write the component, which ends a rule's name, in another case. */
const components: Readonly<Record<string, string>> = {
  HEADER: "Header",
  BODY: "Body",
  COOKIE: "Cookie",
  METHOD: "Method",
  URIPATH: "URIPath",
  QUERYSTRING: "QueryString",
  QUERYARGUMENTS: "QueryArguments",
};

/**
 * The rules of AWS's own groups in the order in which they are asked, as far as AWS publishes them: the newest version of each.
 * docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
export const managedGroups: Readonly<Record<string, readonly ManagedRule[]>> = {
  AWSManagedRulesCommonRuleSet: group("core-rule-set", [
    "NoUserAgent_HEADER UserAgent_BadBots_HEADER=BadBots_Header SizeRestrictions_QUERYSTRING SizeRestrictions_Cookie_HEADER",
    "SizeRestrictions_BODY SizeRestrictions_URIPATH EC2MetaDataSSRF_BODY EC2MetaDataSSRF_COOKIE EC2MetaDataSSRF_URIPATH",
    "EC2MetaDataSSRF_QUERYARGUMENTS GenericLFI_QUERYARGUMENTS GenericLFI_URIPATH GenericLFI_BODY RestrictedExtensions_URIPATH",
    "RestrictedExtensions_QUERYARGUMENTS GenericRFI_QUERYARGUMENTS GenericRFI_BODY GenericRFI_URIPATH CrossSiteScripting_COOKIE",
    "CrossSiteScripting_QUERYARGUMENTS CrossSiteScripting_BODY CrossSiteScripting_URIPATH",
  ]),
  AWSManagedRulesAdminProtectionRuleSet: group("admin-protection", ["AdminProtection_URIPATH"]),
  AWSManagedRulesKnownBadInputsRuleSet: group("known-bad-inputs", [
    "JavaDeserializationRCE_HEADER JavaDeserializationRCE_BODY JavaDeserializationRCE_URIPATH JavaDeserializationRCE_QUERYSTRING",
    "Host_localhost_HEADER=Host_Localhost_Header PROPFIND_METHOD=Propfind_Method ExploitablePaths_URIPATH Log4JRCE_HEADER",
    "Log4JRCE_QUERYSTRING Log4JRCE_BODY Log4JRCE_URIPATH ReactJSRCE_BODY",
  ]),
  AWSManagedRulesSQLiRuleSet: group("sql-database", [
    "SQLi_QUERYARGUMENTS SQLiExtendedPatterns_QUERYARGUMENTS SQLi_BODY SQLiExtendedPatterns_BODY SQLiExtendedPatterns_HEADER",
    "SQLiExtendedPatterns_URIPATH=SQLiExtendedPatterns_UriPath SQLi_COOKIE SQLi_URIPATH",
  ]),
  AWSManagedRulesLinuxRuleSet: group("linux-os", ["LFI_URIPATH LFI_QUERYSTRING LFI_HEADER"]),
  AWSManagedRulesUnixRuleSet: group("posix-os", [
    "UNIXShellCommandsVariables_QUERYSTRING UNIXShellCommandsVariables_BODY UNIXShellCommandsVariables_HEADER",
  ]),
  AWSManagedRulesPHPRuleSet: group("php-app", [
    "PHPHighRiskMethodsVariables_HEADER PHPHighRiskMethodsVariables_QUERYSTRING PHPHighRiskMethodsVariables_BODY",
    "PHPHighRiskMethodsVariables_URIPATH",
  ]),
  AWSManagedRulesAmazonIpReputationList: group("amazon-ip-list", [
    "AWSManagedIPReputationList AWSManagedReconnaissanceList AWSManagedIPDDoSList:count",
  ]),
  AWSManagedRulesAnonymousIpList: group("anonymous-ip-list", ["AnonymousIPList HostingProviderIPList"]),
  AWSManagedRulesBotControlRuleSet: group("bot-control", [
    "CategoryAdvertising CategoryArchiver CategoryContentFetcher CategoryEmailClient CategoryHttpLibrary CategoryLinkChecker",
    "CategoryMiscellaneous CategoryMonitoring CategoryPagePreview CategoryScrapingFramework CategorySearchEngine CategorySecurity",
    "CategorySeo CategorySocialMedia CategoryWebhooks CategoryAI SignalAutomatedBrowser SignalKnownBotDataCenter",
    "SignalNonBrowserUserAgent TGT_VolumetricIpTokenAbsent:challenge TGT_TokenAbsent:count TGT_VolumetricSession:captcha",
    "TGT_VolumetricSessionMaximum TGT_SignalAutomatedBrowser:captcha TGT_SignalBrowserAutomationExtension:captcha",
    "TGT_SignalBrowserInconsistency:captcha TGT_ML_CoordinatedActivityLow:challenge TGT_ML_CoordinatedActivityMedium:captcha",
    "TGT_ML_CoordinatedActivityHigh:captcha TGT_TokenReuseIpLow:count TGT_TokenReuseIpMedium:captcha TGT_TokenReuseIpHigh",
  ]),
  AWSManagedRulesATPRuleSet: group("atp", [
    "UnsupportedCognitoIDP=unsupported:cognito_idp VolumetricIpHigh=aggregate:volumetric:ip:high",
    "VolumetricSession=aggregate:volumetric:session AttributeCompromisedCredentials=aggregate:attribute:compromised_credentials",
    "AttributeUsernameTraversal=aggregate:attribute:username_traversal AttributePasswordTraversal=aggregate:attribute:password_traversal",
    "AttributeLongSession=aggregate:attribute:long_session SignalMissingCredential=signal:missing_credential",
  ]),
  AWSManagedRulesACFPRuleSet: group("acfp", [
    "AllRequests:challenge RiskScoreHigh=risk_score:high SignalCredentialCompromised=signal:credential_compromised",
    "AutomatedBrowser=signal:automated_browser VolumetricIpHigh:captcha=aggregate:volumetric:ip:creation:high",
    "VolumetricSessionHigh=aggregate:volumetric:session:creation:high",
  ]),
  AWSManagedRulesAntiDDoSRuleSet: group("anti-ddos", ["ChallengeAllDuringEvent:challenge ChallengeDDoSRequests:challenge DDoSRequests"]),
};

/** The group on floods of requests, part of which depends on its settings. */
export const antiDdos = "AWSManagedRulesAntiDDoSRuleSet";

/** The bot control group, about which hints speak of bots. */
export const botControl = "AWSManagedRulesBotControlRuleSet";

/** Groups that look at the client's token and label the request with its state. */
export const tokenGroups: readonly string[] = [botControl, antiDdos, "AWSManagedRulesATPRuleSet", "AWSManagedRulesACFPRuleSet"];

/** Rules written `Name:action=label`; it blocks and has a label like its name where nothing else is said. */
function group(namespace: string, lines: readonly string[]): ManagedRule[] {
  return lines
    .flatMap((line) => line.split(" "))
    .map((entry) => {
      const [, name = "", action = "block", label = labelFor(name)] =
        /^(\w+)(?::(count|captcha|challenge))?(?:=([\w:]+))?$/.exec(entry) ?? [];
      const prefix = `awswaf:managed:aws:${namespace}`;
      return { name, action: actionOf(action), labels: [`${prefix}:${label}`, ...moreLabels(prefix, name)] };
    });
}

function actionOf(text: string): ActionKind {
  return text === "count" || text === "captcha" || text === "challenge" ? text : "block";
}

function labelFor(name: string): string {
  return name.replace(/_([A-Z]+)$/, (whole, part: string) => (components[part] ? `_${components[part]}` : whole));
}

/** Bot control names a bot's category and a signal by labels of their own too. */
function moreLabels(prefix: string, name: string): string[] {
  const category = /^Category(\w+)$/.exec(name)?.[1];
  const signal = /^Signal(\w+)$/.exec(name)?.[1];
  if (prefix === "awswaf:managed:aws:anti-ddos") return floodLabels(prefix, name);
  if (prefix !== "awswaf:managed:aws:bot-control") return [];
  return [...(category ? [`${prefix}:bot:category:${snake(category)}`] : []), ...(signal ? [`${prefix}:signal:${snake(signal)}`] : [])];
}

/** The group labels every request during an event, and those it suspects. */
function floodLabels(prefix: string, name: string): string[] {
  return ["event-detected", ...(name === "ChallengeAllDuringEvent" ? [] : ["ddos-request"])].map((label) => `${prefix}:${label}`);
}

/** `SearchEngine` as `search_engine`, `AI` as `ai`. */
export function snake(text: string): string {
  return text.replace(/(?<=[a-z])[A-Z]/g, "_$&").toLowerCase();
}
