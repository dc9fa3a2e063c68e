"""What moto answers wrongly of what the stacks make, answered as AWS documents it; loaded by whatever starts moto with this on PYTHONPATH.

Tags of patch baselines, and targets and tasks of maintenance windows by their ids: docs.aws.amazon.com/systems-manager/latest/APIReference,
ListTagsForResource, DescribeMaintenanceWindowTargets and DescribeMaintenanceWindowTasks (filters WindowTargetId, WindowTaskId).
What SES says of a sender that is not verified: docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html.
Each is for moto 5.2.1; a version that has it needs it no more.
"""

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


class UnverifiedError(ses.MessageRejectedError):
    def __init__(self, message):
        address = message.rpartition(" ")[2]
        known = message.startswith("Did not have authority")
        said = f"Email address is not verified. The following identities failed the check in region US-EAST-1: {address}"
        super().__init__(said if known else message)


ses.MessageRejectedError = UnverifiedError
