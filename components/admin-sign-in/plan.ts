import { adminFolder } from "../../domain/defaults/firewall-xcart.ts";

/** The invitation email for a new member of the staff; Cognito fills in name and password, `{username}` and `{####}`. */
export function invitation(stack: string, { hosts }: { readonly hosts: readonly string[] }) {
  const lines = [
    `You have an account for the administration of ${hosts[0]}.`,
    `Open https://${hosts[0]}/${adminFolder}/ and sign in as {username} with the password {####} within three days.`,
    "You then choose a password of your own, 12 characters or more, and scan a code with an authenticator app, which you need at each sign-in.",
    "After that, X-Cart asks for its own login as before. If you did not expect this email, tell the administrator of the shop.",
  ];
  return { emailSubject: `Your account for ${hosts[0]} (${stack})`, emailMessage: lines.join("<br><br>") };
}
