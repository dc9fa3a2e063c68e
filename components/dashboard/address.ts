import type { Region } from "../../domain/defaults/regions.ts";

/** Where the console shows a dashboard; dashboards have no Region, what they show has. */
export const dashboardUrl = (region: Region, name: string): string =>
  `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${name}`;
