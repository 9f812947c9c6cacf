"""Coroutines in gdb: which there are, and where each waits.

    gdb -x ops/gdb/coro.py build/plain/mall CORE       or  -p PID
    (gdb) coros          every living coroutine with its calls, innermost first
    (gdb) coro 2         the second with arguments and local variables (needs a process, not a core)

A suspended coroutine has left its registers in a jmp_buf (base/coro.c). glibc keeps frame, stack and
program counter there turned and mixed with a secret of the process, which is read from the thread.
The calls are found by frame pointers, with which everything of ours is built; that works for cores
and under sanitizers alike. Only for x86-64.
"""
import gdb

FRAMES_MAX = 64
RBX, RBP, R12, R13, R14, R15, RSP, PC = range(8)
SAVED = {"rbx": RBX, "rbp": RBP, "r12": R12, "r13": R13, "r14": R14, "r15": R15, "rsp": RSP, "rip": PC}
MIXED = (RBP, RSP, PC)


def word(address):
    """The eight bytes at an address."""
    memory = gdb.selected_inferior().read_memory(address, 8)
    return int.from_bytes(memory.tobytes(), "little")


def unmix(value):
    """Undoes PTR_MANGLE of glibc's setjmp."""
    secret = word(int(gdb.parse_and_eval("(unsigned long)$fs_base")) + 0x30)
    turned = ((value >> 17) | (value << 47)) & 0xFFFFFFFFFFFFFFFF
    return turned ^ secret


def registers(coro):
    saved = coro["context"][0]["__jmpbuf"]
    values = [int(saved[i]) & 0xFFFFFFFFFFFFFFFF for i in range(8)]
    return [unmix(value) if i in MIXED else value for i, value in enumerate(values)]


def living():
    """All coroutines but those that only keep a stack for the next one."""
    coro = gdb.parse_and_eval("coros.all")
    while int(coro) != 0:
        if str(coro["state"]) != "CORO_FREE":
            yield coro
        coro = coro["all_next"]


def names(pc):
    """The functions that code at pc is of: what was inlined, then what it was inlined into."""
    block = gdb.block_for_pc(pc)
    while block is not None and not block.is_global:
        if block.function is not None:
            yield block.function.name
            # a function that is not inlined lies directly in its file
            if block.superblock is None or block.superblock.is_static:
                return
        block = block.superblock


def print_calls(coro):
    saved = registers(coro)
    frame, pc = saved[RBP], saved[PC]
    number = 0
    while pc != 0 and number < FRAMES_MAX:
        at = pc - 1 if number > 0 else pc  # a call returns behind itself
        line = gdb.find_pc_line(at)
        where = f" at {line.symtab.filename}:{line.line}" if line.symtab else ""
        print(f"    #{number:<2} {' < '.join(names(at)) or hex(pc)}{where}")
        if frame == 0 or "trampoline" in names(at):
            break
        frame, pc = word(frame), word(frame + 8)
        number += 1


def is_supported():
    architecture = gdb.selected_inferior().architecture().name()
    if architecture == "i386:x86-64":
        return True
    print(f"coro.py knows x86-64 only, not {architecture}")
    return False


class Coros(gdb.Command):
    """Lists every living coroutine with its calls."""

    def __init__(self):
        super().__init__("coros", gdb.COMMAND_STACK)

    def invoke(self, argument, from_tty):
        if not is_supported():
            return
        count = 0
        for coro in living():
            count += 1
            state = str(coro["state"])
            body = coro["body"].format_string(symbols=True, address=False).strip("<>")
            ready = ", will be resumed" if coro["queued"] else ""
            if state == "CORO_RUNNING":
                print(f"{count}  {body}  runs now: see bt")
            elif state == "CORO_FRESH":
                print(f"{count}  {body}  has not begun{ready}")
            else:
                print(f"{count}  {body}  waits{ready}")
                print_calls(coro)
        print(f"{count} coroutines")


class Coro(gdb.Command):
    """coro N: the calls of a coroutine of the list that `coros` prints, with arguments and variables."""

    def __init__(self):
        super().__init__("coro", gdb.COMMAND_STACK)

    def invoke(self, argument, from_tty):
        if not is_supported():
            return
        coro = list(living())[int(argument) - 1]
        if str(coro["state"]) != "CORO_SUSPENDED":
            print("it does not wait")
            return
        gdb.execute("frame 0", to_string=True)
        before = {name: int(gdb.parse_and_eval(f"(unsigned long)${name}")) for name in SAVED}
        saved = registers(coro)
        try:
            for name, i in SAVED.items():
                gdb.execute(f"set ${name} = {saved[i]}")
            gdb.execute("bt full")
        finally:
            for name, value in before.items():
                gdb.execute(f"set ${name} = {value}")


Coros()
Coro()
