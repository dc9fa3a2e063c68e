// Stands for @pulumi/pulumi in offline runs. tests/recorder/surface.test.ts compares the names with the SDK's.
import * as knownAssets from "./asset.ts";
import * as knownRuntime from "./runtime.ts";
import { standIn, strict } from "./unsupported.ts";

export { ResourceError, RunError } from "./errors.ts";
export { containsUnknowns, isUnknown, unknown } from "./marks.ts";
export { mergeOptions } from "./options.ts";
export { all, concat, interpolate, isSecret, jsonParse, jsonStringify, Output, output, secret, unsecret } from "./output.ts";
export { ComponentResource, CustomResource, ProviderResource, Resource } from "./resource.ts";
export { StackReference } from "./stack.ts";
export { Config, getOrganization, getProject, getStack, log } from "./state.ts";

export const asset = strict("asset", knownAssets);
export const runtime = strict("runtime", knownRuntime);
/** The parent that an alias without one names; the SDK's own value. */
export const rootStackResource = undefined;

// What it does not know throws by its name.
export const isGrpcError = standIn("isGrpcError");
export const InputPropertyError = standIn("InputPropertyError");
export const InputPropertiesError = standIn("InputPropertiesError");
export const getRootDirectory = standIn("getRootDirectory");
export const requirePulumiVersion = standIn("requirePulumiVersion");
export const OutputToStringError = standIn("OutputToStringError");
export const deferredOutput = standIn("deferredOutput");
export const getAllResources = standIn("getAllResources");
export const isSecretOutput = standIn("isSecretOutput");
export const recover = standIn("recover");
export const createUrn = standIn("createUrn");
export const allAliases = standIn("allAliases");
export const ResourceHook = standIn("ResourceHook");
export const ErrorHook = standIn("ErrorHook");
export const testingOptions = standIn("testingOptions");
export const expandProviders = standIn("expandProviders");
export const merge = standIn("merge");
export const DependencyResource = standIn("DependencyResource");
export const DependencyProviderResource = standIn("DependencyProviderResource");
export const parseResourceReference = standIn("parseResourceReference");
export const pkgFromType = standIn("pkgFromType");
export const resourceType = standIn("resourceType");
export const resourceName = standIn("resourceName");
export const Stash = standIn("Stash");
export const automation = standIn("automation");
export const dynamic = standIn("dynamic");
export const iterable = standIn("iterable");
export const provider = standIn("provider");
export const utils = standIn("utils");
/** Makes CommonJS modules use this module as it is, instead of copying it. */
export const __esModule = true;
export const deploymentOnlyModule = true;
