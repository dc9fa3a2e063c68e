import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { show } from "../model/values.ts";

const recorderType = "aws:cfg/recorder:Recorder";

export const configRecorderEnableRecording: Policy = {
  name: "aws-config-recorder-enable-recording",
  description: "The recorder is enabled, delivers, and records all types of resources, including global ones.",
  severity: "high",
  controls: ["CFG-01"],
  remediation:
    "Set recordingGroup allSupported and includeGlobalResourceTypes; add a cfg.RecorderStatus with isEnabled true and a cfg.DeliveryChannel.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/config-controls.html#config-1",
  types: [recorderType],
  check: (recorder, stack) => {
    const status = stack.ofType("aws:cfg/recorderStatus:RecorderStatus");
    // Another Region's recorder has them, where this one is not the account's home.
    const global =
      (stack.isAccount && !stack.isHome) ||
      stack.ofType(recorderType).some((some) => some.isTrue("recordingGroup.includeGlobalResourceTypes"));
    return [
      ...(recordsAll(recorder) ? [] : [`recordingGroup.allSupported is ${show(recorder.get("recordingGroup.allSupported"))}; set true`]),
      ...(global ? [] : ["recordingGroup.includeGlobalResourceTypes is not set; set true in one Region"]),
      ...(status.some((one) => one.isTrue("isEnabled"))
        ? []
        : ["no cfg.RecorderStatus enables the recorder; add one with isEnabled: true"]),
      ...(stack.ofType("aws:cfg/deliveryChannel:DeliveryChannel").length > 0
        ? []
        : ["the recorder has no delivery channel; add a cfg.DeliveryChannel"]),
    ];
  },
};

/** Everything is AWS's default. */
const recordsAll = (recorder: Resource) =>
  recorder.get("recordingGroup.allSupported") === undefined || recorder.isTrue("recordingGroup.allSupported");
