// Stripping types leaves every line and column where it was, so Jest's source maps change nothing in a stack trace; but they make each
// take a hundred times as long, and the Pulumi SDK captures thousands a preview.
Error.prepareStackTrace = undefined;
