"""What moto answers wrongly of what the stacks make, answered as AWS documents it; loaded by whatever starts moto with this on PYTHONPATH.

Tags of patch baselines, and targets and tasks of maintenance windows by their ids: docs.aws.amazon.com/systems-manager/latest/APIReference,
ListTagsForResource, DescribeMaintenanceWindowTargets and DescribeMaintenanceWindowTasks (filters WindowTargetId, WindowTaskId).
Rotation of secrets: docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html, API_UpdateSecretVersionStage.html.
What SES says of a sender that is not verified: docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html.
The three keys that SES signs a domain's mail with: docs.aws.amazon.com/ses/latest/APIReference-V2/API_DkimAttributes.html.
Each is for moto 5.2.1; a version that has it needs it no more.

And what moto does for each request and need not: it looks for the key in all accounts, lists its own folders, and writes a line.
"""

import logging
import time
import uuid

from moto import backends
from moto.iam import models as iam
from moto.secretsmanager import models as secretsmanager
from moto.ses import models as ses
from moto.ssm import models as ssm


def of_baselines(original):
    def validated(self, resource_type, resource_id):
        if resource_type == "PatchBaseline":
            # By ARN too, for the baselines that AWS brings.
            known = resource_id.split("/")[-1]
            if known in self.baselines:
                return known
        return original(self, resource_type, resource_id)

    return validated


def by_id(key, attribute, original):
    def matches(filters, found):
        others = [one for one in filters or [] if one["Key"] != key]
        ours = [one for one in filters or [] if one["Key"] == key]
        return all(getattr(found, attribute) in one["Values"] for one in ours) and (not others or original(others, found))

    return matches


backend = ssm.SimpleSystemManagerBackend
backend._validate_resource_type_and_id = of_baselines(backend._validate_resource_type_and_id)
for kind, key in (("target", "WindowTargetId"), ("task", "WindowTaskId")):
    name = f"_maintenance_window_{kind}_filter_match"
    setattr(ssm, name, by_id(key, f"window_{kind}_id", getattr(ssm, name)))


def rotate_by_function(original):
    """A rotation by a function begins with an empty version that is AWSPENDING; the function is called afterwards, here by the tests (moto:
    at once, in Docker). It is refused while AWSPENDING is at another version than AWSCURRENT (moto: while it is at the same)."""

    def rotate(self, secret_id, client_request_token=None, rotation_lambda_arn=None, rotation_rules=None, rotate_immediately=True):
        secret = self.secrets.get(secret_id) if secret_id in self.secrets else None
        if secret is None or not (rotation_lambda_arn or secret.rotation_lambda_arn):
            return original(self, secret_id, client_request_token, rotation_lambda_arn, rotation_rules, rotate_immediately)
        labels = [version["version_stages"] for version in secret.versions.values()]
        if any("AWSPENDING" in of and "AWSCURRENT" not in of for of in labels):
            raise secretsmanager.InvalidRequestException("A previous rotation isn't complete. That rotation will be reattempted.")
        for of in labels:
            of[:] = [label for label in of if label != "AWSPENDING"]
        version = client_request_token or str(uuid.uuid4())
        secret.versions[version] = {"createdate": int(time.time()), "version_id": version, "version_stages": ["AWSPENDING"]}
        secret.rotation_requested = secret.rotation_enabled = True
        secret.rotation_lambda_arn = rotation_lambda_arn or secret.rotation_lambda_arn
        secret.auto_rotate_after_days = (rotation_rules or {}).get("AutomaticallyAfterDays", secret.auto_rotate_after_days)
        return secret.to_short_dict()

    return rotate


def move_label(original):
    """Anyone who asks for a secret without a label gets the version that AWSCURRENT was moved to (moto: the one that had it before)."""

    def move(self, secret_id, version_stage, remove_from_version_id, move_to_version_id):
        answer = original(self, secret_id, version_stage, remove_from_version_id, move_to_version_id)
        if version_stage == "AWSCURRENT" and move_to_version_id:
            self.secrets[secret_id].set_default_version_id(move_to_version_id)
        return answer

    return move


rotating = secretsmanager.SecretsManagerBackend
rotating.rotate_secret = rotate_by_function(rotating.rotate_secret)
rotating.update_secret_version_stage = move_label(rotating.update_secret_version_stage)


class UnverifiedError(ses.MessageRejectedError):
    def __init__(self, message):
        address = message.rpartition(" ")[2]
        known = message.startswith("Did not have authority")
        said = f"Email address is not verified. The following identities failed the check in region US-EAST-1: {address}"
        super().__init__(said if known else message)


ses.MessageRejectedError = UnverifiedError


def sign_domains(original):
    """A domain without keys of its own gets three from SES, each with a record of its own (moto: none). Times are numbers (moto: a text)."""

    def made(self, *args, **kwargs):
        original(self, *args, **kwargs)
        if self.identity_type == "DOMAIN":
            self.dkim_attributes["Tokens"] = [uuid.uuid4().hex for _ in range(3)]
        if "LastKeyGenerationTimestamp" in self.dkim_attributes:
            self.dkim_attributes["LastKeyGenerationTimestamp"] = int(time.time())

    return made


ses.EmailIdentity.__init__ = sign_domains(ses.EmailIdentity.__init__)


def remember(original):
    """The account of an access key, which stays the same for as long as the account has the key."""
    known = {}

    def account_of(access_key):
        account = known.get(access_key)
        if account not in iam.iam_backends or not any(access_key in one.access_keys for one in list(iam.iam_backends[account].values())):
            account = known[access_key] = original(access_key)
        return account

    return account_of


iam.get_account_id_from = remember(iam.get_account_id_from)
modules = tuple(backends.list_of_moto_modules())
backends.list_of_moto_modules = lambda: modules
logging.getLogger("werkzeug").setLevel(logging.ERROR)
