"""The two providers: Amazon SES with a role that may only send, or another provider's SMTP with a password and TLS."""

import json
import os
import smtplib
import ssl

PATIENCE = 30
# Codes of SES for a message that no later try would send. All other faults can be fixed: the sandbox, a pause, a domain not verified yet.
HOPELESS = {"BadRequestException", "MessageTooLarge", "InvalidParameterValue"}


class Failed(Exception):
    """A mail that the provider will never take; with what it said."""


class Later(Exception):
    """A mail that the provider does not take now. `closed`: it takes no other either. `left`: for whom, if others have got it."""

    def __init__(self, why, closed=False, left=None):
        super().__init__(why)
        self.closed = closed
        self.left = left


class Ses:
    """SES's API. Credentials come by AWS_SHARED_CREDENTIALS_FILE, and are looked for nowhere else."""

    def __init__(self, settings):
        import botocore.session
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError

        config = Config(connect_timeout=PATIENCE, read_timeout=PATIENCE, retries={"mode": "standard", "total_max_attempts": 2})
        try:
            self.client = botocore.session.get_session().create_client("sesv2", region_name=settings["region"], config=config)
        except BotoCoreError as error:
            raise Later(type(error).__name__, closed=True) from error
        self.configuration_set = settings["configurationSet"]

    def send(self, outgoing):
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            answer = self.client.send_email(
                FromEmailAddress=outgoing.author,
                Destination={"ToAddresses": outgoing.recipients},
                Content={"Raw": {"Data": outgoing.data}},
                ConfigurationSetName=self.configuration_set,
            )
            return answer["MessageId"]
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code", "")
            said = f"{code}: {error.response.get('Error', {}).get('Message', '')}"
            if code in HOPELESS or (code == "MessageRejected" and "not verified" not in said):
                raise Failed(said) from error
            raise Later(said, closed=code != "MessageRejected") from error
        except BotoCoreError as error:
            raise Later(type(error).__name__, closed=True) from error

    def close(self):
        """Nothing stays open."""


class Smtp:
    """A provider's submission port. Sends nothing without TLS and the host's certificate."""

    def __init__(self, settings):
        host, port = settings["provider"]["host"], settings["provider"]["port"]
        username, password = credentials()
        context = ssl.create_default_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        try:
            if port in (465, 2465):
                self.server = smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=context)
            else:
                self.server = smtplib.SMTP(host, port, timeout=PATIENCE)
                self.server.starttls(context=context)
            self.server.login(username, password)
        except smtplib.SMTPResponseException as error:
            raise Later(said_by(error), closed=True) from error
        except (smtplib.SMTPException, OSError) as error:
            raise Later(f"{type(error).__name__}: {host}:{port}", closed=True) from error

    def send(self, outgoing):
        try:
            refused = self.server.sendmail(outgoing.sender, outgoing.recipients, outgoing.data)
        except smtplib.SMTPRecipientsRefused as error:
            refused = error.recipients
        except smtplib.SMTPResponseException as error:
            raise (Failed if error.smtp_code >= 500 else Later)(said_by(error)) from error
        except (smtplib.SMTPException, OSError) as error:
            raise Later(type(error).__name__, closed=True) from error
        if not refused:
            return ""
        # Those that were taken have it: who is refused for now is tried alone.
        left = [address for address, (code, _) in refused.items() if code < 500]
        said = "; ".join(f"{code} {text.decode('utf-8', 'replace')}" for code, text in refused.values())
        raise Later(said, left=left) if left else Failed(said)

    def close(self):
        try:
            self.server.quit()
        except (smtplib.SMTPException, OSError):
            pass


def credentials():
    """User name and password, as the operator put them into the secret."""
    try:
        with open(os.environ["MAIL_CREDENTIALS"], encoding="utf-8") as file:
            known = json.load(file)
        return known["username"], known["password"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Later("the secret has no username and password yet: docs/mail.md", closed=True) from error


def said_by(error):
    """A server's answer on one line."""
    text = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else str(error.smtp_error)
    return f"{error.smtp_code} {' '.join(text.split())}"[:300]


def provider_of(settings):
    """The settings' provider; raises Later if it is unavailable."""
    return Smtp(settings) if settings.get("provider") else Ses(settings)
