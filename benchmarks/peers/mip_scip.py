"""SCIP on a program in a file: ``python mip_scip.py FILE SECONDS SEED``."""

import sys
import time
from typing import Any

from pyscipopt import SCIP_EVENTTYPE, Eventhdlr, Model
from saying import say, since


class Listener(Eventhdlr):  # type: ignore[misc]
    """Tells each better plan as it is found."""

    def eventinit(self) -> None:
        self.model.catchEvent(SCIP_EVENTTYPE.BESTSOLFOUND, self)

    def eventexit(self) -> None:
        self.model.dropEvent(SCIP_EVENTTYPE.BESTSOLFOUND, self)

    def eventexec(self, event: Any) -> None:
        best = self.model.getBestSol()
        variables = sorted(self.model.getVars(transformed=False), key=lambda x: int(x.name[1:]))
        say(self.model.getDualbound(), [self.model.getSolVal(best, x) for x in variables])


def main(program: str, seconds: float, seed: int) -> None:
    begun = time.perf_counter()
    model = Model()
    model.hideOutput()
    model.readProblem(program)
    model.setParam("randomization/randomseedshift", seed)
    model.setParam("limits/time", since(begun, seconds))
    listener = Listener()
    model.includeEventhdlr(listener, "tell", "tells each better plan")
    model.optimize()
    say(model.getDualbound())


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))
