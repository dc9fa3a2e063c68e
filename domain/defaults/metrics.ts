/** The namespace of CloudWatch under which a store's functions and nodes count. */
export const metricNamespace = "xcart";
