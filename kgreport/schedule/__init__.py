"""Entries for the schedulers of machines: what has `kgreport build` run, where, and when.

A plan goes in, text comes out; nothing here installs, starts or changes anything. Each kind is a module of
its name, loaded when it is asked for.
"""

from __future__ import annotations

from importlib import import_module

from kgreport.schedule.plan import Kind, Plan


def entry(kind: Kind, plan: Plan) -> str:
    """Write the entry of a plan as its scheduler reads it.

    Raises
    ------
    ScheduleError
        The scheduler cannot be told this plan.
    """
    text: str = import_module(f"kgreport.schedule.{kind}").entry(plan)
    return text
