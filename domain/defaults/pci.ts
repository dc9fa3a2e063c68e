/**
 * Maximum days from one external scan of a store to the next. PCI DSS 4.0.1, 11.3.2: by an approved scanning vendor, at least once every three
 * months, which its glossary puts at 90 days.
 */
export const scanEveryDays = 90;

/** Days before a scan is due on which its alarm begins, and days that a vendor's result may take. */
export const scanNoticeDays = 14;

/** Metrics of the calendar, in the namespace of the store's metrics with the dimension `stack`. */
export const pciMetrics = {
  /** Days until a passing scan is due; below zero it is overdue. */
  daysToScan: "DaysToAsvScan",
  /** Scans whose result should be there and is not. */
  resultsMissing: "AsvResultsMissing",
} as const;
