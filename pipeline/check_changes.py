"""What changed of a source between two checks, in plain words."""

from pipeline.check_look import WATCHED, Look, RouteLook

FEWER, MORE = 0.5, 2.0  # of the links that a route had
LEAST = 5  # links: three in place of one are no news


def changes(before: Look, after: Look) -> tuple[str, ...]:
    """The changes that a person may want to know of; none where all is as it was."""
    was, now = keyed(before), keyed(after)
    told = []
    for key, route in now.items():
        if key not in was:
            told.append(f"{route.url} is new in its file")
        elif line := of_route(was[key], route):
            told.append(line)
    told += [f"{route.url} is no more in its file" for key, route in was.items() if key not in now]
    return (*told, *of_articles(before, after), *of_pace(before, after))


def keyed(look: Look) -> dict[tuple[str, str, int], RouteLook]:
    """The routes by kind, address and number: two sections of one page differ in their selectors alone."""
    found: dict[tuple[str, str, int], RouteLook] = {}
    for each in look.routes:
        number = sum(key[:2] == (each.kind, each.url) for key in found)
        found[each.kind, each.url, number] = each
    return found


def of_route(before: RouteLook, after: RouteLook) -> str:
    """What changed of one route; empty for nothing."""
    if before.outcome != after.outcome:
        if after.outcome == "found":
            return f"{after.url} answers again"
        was = "gave links" if before.outcome == "found" else f"was {before.outcome}"
        return f"{after.url} {was}, is {after.outcome} now"
    fewest, most = sorted((before.links, after.links))
    changed = most >= LEAST and not FEWER < after.links / max(1, before.links) < MORE
    return f"{after.url} had {before.links} links, has {after.links}" if changed and fewest != most else ""


def of_articles(before: Look, after: Look) -> list[str]:
    """What changed of the articles: whether any can be read, and which fields they have."""
    if not (before.articles and after.articles):
        return []
    if bool(before.read) != bool(after.read):
        return ["articles can be read again" if after.read else "no article can be read any more"]
    had = {name for each in before.read for name in each.fields}
    has = {name for each in after.read for name in each.fields}
    lost = [name.removesuffix("_at") for name in WATCHED if name in had - has]
    gained = [name.removesuffix("_at") for name in WATCHED if name in has - had]
    told = [f"read no more: {', '.join(lost)}"] if lost else []
    return [*told, f"read now: {', '.join(gained)}"] if gained else told


def of_pace(before: Look, after: Look) -> list[str]:
    """Whether the wait between two requests changed."""
    if not (before.pace and after.pace) or before.pace == after.pace:
        return []
    return [f"{before.pace:g} s were kept between two requests, {after.pace:g} s are"]
