import { Dashboard as AwsDashboard } from "@pulumi/aws/cloudwatch/dashboard.js";
import { ComponentResource, type ComponentResourceOptions, getStack, jsonStringify } from "@pulumi/pulumi";
import { typeToken } from "../naming.ts";
import { type DashboardPlan, dashboardBody } from "./plan.ts";

/** Arguments for {@link Dashboard}. */
export type DashboardArgs = Omit<DashboardPlan, "stack">;

/** A CloudWatch dashboard with a stack's alarms and what they measure. */
export class Dashboard extends ComponentResource {
  constructor(name: string, args: DashboardArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Dashboard"), name, {}, opts);
    const body = dashboardBody({ ...args, stack: getStack() });
    // A name of our own: every alarm's mail has the page's address.
    new AwsDashboard(name, { dashboardName: getStack(), dashboardBody: jsonStringify(body) }, { parent: this });
    this.registerOutputs({});
  }
}
