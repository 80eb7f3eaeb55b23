# SPDX-License-Identifier: MIT
#
# A screen reader under a test's command. It makes a display and a message bus of its own, says on it that a screen reader is
# there, starts the program, and then does and tells what its standard input asks for, one JSON object a line:
#
#     {"do": "find", "role": "button", "name": "Send"}     {"items": [{"path": "/org/a11y/…", "role": "button", …}]}
#     {"do": "press", "path": "/org/a11y/…"}               {"done": true}
#
# What it hears by itself comes in between: {"said": "Answer started"}, {"focused": {…}}. When its input ends, so does everything
# that it started. It decides nothing: that is the test's.
import json
import os
import re
import signal
import subprocess
import sys
import threading

program, home, run = sys.argv[1:4]
os.setpgrp()


def start(command, **more):
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, **more)


def ready_line(command, option, log):
    """Starts a server that writes a line to a file descriptor when it is ready, and returns that line."""
    reading, writing = os.pipe()
    start([*command, *[word.format(writing) for word in option]], pass_fds=[writing], stdout=log, stderr=log)
    os.close(writing)
    with os.fdopen(reading) as said:
        line = said.readline().strip()
    if not line:
        sys.exit(f"{command[0]} did not start: see {log.name}")
    return line


os.makedirs(run + "/home", exist_ok=True)
log = open(run + "/log", "wb")
for name in ("WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS", "QT_ACCESSIBILITY",
             "QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "NO_AT_BRIDGE", "GTK_MODULES"):
    os.environ.pop(name, None)
os.environ.update(XDG_RUNTIME_DIR=run, HOME=run + "/home", LC_ALL="C.UTF-8", QT_QPA_PLATFORM="xcb")
for name in ("CACHE", "CONFIG", "DATA", "STATE"):
    os.environ.pop(f"XDG_{name}_HOME", None)
screen = ["Xvfb", "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset"]
os.environ["DISPLAY"] = ":" + ready_line(screen, ["-displayfd", "{}"], log)
os.environ["DBUS_SESSION_BUS_ADDRESS"] = ready_line(["dbus-daemon", "--session", "--nofork"], ["--print-address={}"], log)

import gi  # noqa: E402: it looks for the bus when it is loaded

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402
import pyatspi  # noqa: E402

bus = Gio.bus_get_sync(Gio.BusType.SESSION)
for name in ("IsEnabled", "ScreenReaderEnabled"):
    bus.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set",
                  GLib.Variant("(ssv)", ("org.a11y.Status", name, GLib.Variant("b", True))), None, 0, -1, None)
Atspi.set_timeout(60_000, 60_000)  # a busy machine is no fault of the program
address = bus.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, -1, None).unpack()[0]
flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
a11y = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
root = "/org/a11y/atspi/accessible/root"
accessible, action, component = (f"org.a11y.atspi.{name}" for name in ("Accessible", "Action", "Component"))


def tell(answer):
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def ask_all(name, questions):
    """Answers to (path, interface, method, arguments), asked all at once: one by one a walk would take thousands of turns of a
    busy machine. None where there is no answer, because the thing went away."""
    answers, left = [None] * len(questions), len(questions)

    def take(connection, result, i):
        nonlocal left
        left -= 1
        try:
            answers[i] = connection.call_finish(result).unpack()
        except GLib.Error:
            pass

    for i, (path, interface, method, arguments) in enumerate(questions):
        a11y.call(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NO_AUTO_START, 60_000, None, take, i)
    while left:
        GLib.MainContext.default().iteration(True)
    return answers


def property_of(path, name):
    return (path, "org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", (accessible, name)))


def application():
    children = ask_all("org.a11y.atspi.Registry", [(root, accessible, "GetChildren", None)])[0]
    for name, path in children[0] if children else []:
        called = ask_all(name, [property_of(path, "Name")])[0]
        if called and called[0] == os.path.basename(program):
            return name
    return None


def states_of(bits):
    number = bits[0] | bits[1] << 32
    return [Atspi.StateType(i).value_nick for i in range(int(Atspi.StateType.LAST_DEFINED)) if number >> i & 1]


def walk(name, start, everything):
    """All that is shown below a thing, itself first, in the order it is read."""
    items, level, depth = {}, [start], 0
    while level:
        depth += 1
        if depth > 40:
            raise KeyError(f"the tree has no end: {[items[path] for path in items][-3:]}")
        questions = [question for path in level for question in (
            (path, accessible, "GetRole", None), (path, accessible, "GetState", None), (path, accessible, "GetChildren", None),
            property_of(path, "Name"), property_of(path, "Description"))]
        answers = ask_all(name, questions)
        below = []
        for i, path in enumerate(level):
            of = answers[i * 5:i * 5 + 5]
            if None in of:
                continue
            role, bits, children, called, description = (answer[0] for answer in of)
            role, states = Atspi.role_get_name(Atspi.Role(role)), states_of(bits)
            if path in items:
                raise KeyError(f"{role} {called!r} is in the tree twice: a reader that walks it never ends")
            if not everything and "showing" not in states and role != "application":
                continue
            items[path] = {"path": path, "role": role, "name": called, "description": description, "states": states,
                           "children": [child for _, child in children]}
            below += items[path]["children"]
        level = below

    def in_order(path, within):
        if path not in items:
            return
        item = items[path]
        item["within"] = within
        yield item
        for child in item.pop("children"):
            yield from in_order(child, item["name"] or within)

    return list(in_order(start, ""))


def fits(item, wish):
    if wish.get("role") and item["role"] != wish["role"]:
        return False
    return not wish.get("name") or re.fullmatch(wish["name"], item["name"], re.DOTALL) is not None


def items(wish):
    name = application()
    if not name:
        return {"items": []}
    found = [item for item in walk(name, wish.get("inside") or root, wish.get("everything")) if fits(item, wish)]
    if wish["do"] == "find":
        found = found[:1]
    for item, actions in zip(found, ask_all(name, [(item["path"], action, "GetActions", None) for item in found])):
        item["actions"] = [each[0] for each in actions[0]] if actions else []
    return {"items": found}


def one(path, interface, method, arguments=None):
    return ask_all(application(), [(path, interface, method, arguments)])[0]


def press(wish):
    actions = one(wish["path"], action, "GetActions")
    names = [each[0] for each in actions[0]] if actions else []
    if wish["action"] not in names:
        return {"done": False, "problem": f"{wish['path']} can do {names}"}
    done = one(wish["path"], action, "DoAction", GLib.Variant("(i)", (names.index(wish["action"]),)))
    return {"done": bool(done and done[0])}


def text_of(wish):
    text = one(wish["path"], "org.a11y.atspi.Text", "GetText", GLib.Variant("(ii)", (0, -1)))
    return {"text": text[0] if text else None}


def type_text(wish):
    done = one(wish["path"], "org.a11y.atspi.EditableText", "SetTextContents", GLib.Variant("(s)", (wish["text"],)))
    return {"done": bool(done and done[0])}


def focus(wish):
    done = one(wish["path"], component, "GrabFocus")
    return {"done": bool(done and done[0])}


def click(wish):
    where = one(wish["path"], component, "GetExtents", GLib.Variant("(u)", (0,)))
    if not where:
        return {"done": False}
    x, y, width, height = where[0]
    pyatspi.Registry.generateMouseEvent(x + width // 2, y + height // 2, pyatspi.MOUSE_B1C)
    return {"done": True}


deeds = {"find": items, "items": items, "press": press, "text": text_of, "type": type_text, "focus": focus, "click": click,
         "listen": lambda wish: {"done": True}}


def obey(line):
    wish = json.loads(line)
    try:
        tell(deeds[wish["do"]](wish))
    except (GLib.Error, KeyError, NotImplementedError) as problem:
        tell({"problem": f"{type(problem).__name__}: {problem}"})


def read_wishes():
    for line in sys.stdin:
        GLib.idle_add(obey, line)
    os.killpg(0, signal.SIGKILL)  # also when the main thread waits for an answer that never comes


def on_focus(event):
    if event.detail1:
        try:
            tell({"focused": {"path": event.source.path, "name": event.source.name}})
        except GLib.Error:
            pass


pyatspi.Registry.registerEventListener(lambda event: tell({"said": event.any_data}), "object:announcement")
pyatspi.Registry.registerEventListener(on_focus, "object:state-changed:focused")
start([program, "--home", home], stdout=log, stderr=log)
threading.Thread(target=read_wishes, daemon=True).start()
GLib.MainLoop().run()
