"""HiGHS on a program in a file: ``python mip_highs.py FILE SECONDS SEED``."""

import sys
import time
from typing import Any

import highspy
from saying import say, since


def main(program: str, seconds: float, seed: int) -> None:
    begun = time.perf_counter()
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("random_seed", seed)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.readModel(program)
    highs.setOptionValue("time_limit", since(begun, seconds))

    def improved(event: Any) -> None:
        say(event.data_out.mip_dual_bound, list(event.data_out.mip_solution))

    highs.cbMipImprovingSolution.subscribe(improved)
    highs.solve()
    say(highs.getInfo().mip_dual_bound)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))
