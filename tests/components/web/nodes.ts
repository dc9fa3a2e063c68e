import { Web, type WebArgs } from "../../../components/web/web.ts";
import { deploy } from "../../support/offline.ts";
import { accountId, region } from "../registrations.ts";

const fixture: WebArgs = {
  region,
  accountId,
  instanceType: "m7g.large",
  minimum: 2,
  maximum: 8,
  image: "latest",
  volumeGiB: 30,
  userData: "#!/bin/bash\n",
  subnetIds: ["application-1", "application-2"],
  securityGroupId: "group",
  roleName: "role",
  profileArn: "arn:profile",
  autoScalingRoleArn: "arn:autoscaling",
  targetGroupArn: "arn:targets",
  requestLabel: "app/alb/1/targetgroup/web/2",
  refreshAlarms: ["node-errors", "slow-answers"],
  secretArns: ["arn:secret-1", "arn:secret-2"],
  releasesBucketArn: "arn:aws:s3:::releases",
  dataKeyArn: "arn:data-key",
  logKeyArn: "arn:log-key",
  logRetentionDays: 400,
  protectLogs: true,
  tags: { store: "shop" },
  after: [],
};
/** The component by itself, with a change to what it is given. */
export const deployWeb = (change: Partial<WebArgs> = {}) =>
  deploy(() => new Web("web", { ...fixture, ...change }), {
    outputs: ({ type }) => (type === "aws:ec2/launchTemplate:LaunchTemplate" ? { latestVersion: 7 } : {}),
  });
