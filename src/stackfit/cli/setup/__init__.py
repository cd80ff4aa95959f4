"""What `stackfit init` writes: a configuration, a hook and a workflow, without touching what is there."""

from stackfit.cli.setup.configuration import plan_configuration
from stackfit.cli.setup.hook import plan_hook
from stackfit.cli.setup.plan import Step
from stackfit.cli.setup.workflow import plan_workflow

__all__ = ["PARTS", "Step"]

# In the order in which they are shown.
PARTS = {"config": plan_configuration, "hook": plan_hook, "workflow": plan_workflow}
