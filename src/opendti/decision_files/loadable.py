"""The last guard: what is read from a document must load, whatever the document says."""

from __future__ import annotations

from copy import deepcopy

from opendti.scoring import frames, loading, trees

Tree = dict[str, object]
_PROBE: Tree = {
    "format": "1", "code": "thu/thu", "title": "Thử", "level": "thử", "year": "2000", "max": "0",
    "decision": {"number": "1", "authority": "A", "place": "A", "title": "A", "annex": "A"},
}  # fmt: skip


def made(tree: Tree) -> Tree:
    """The tree if it loads. Otherwise every component that does not is left to a person, with the reason.

    A set whose head is the matter becomes a frame. Raises loading.IndexSetError if even that fails,
    which would be a fault of ours.
    """
    if _problem(tree) is None:
        return tree
    done = deepcopy(tree)
    general = done.get("general")
    for component in trees.components(done):
        problem = _problem_of(component, general)
        if problem:
            component.pop("figures", None)
            component["rule"] = {"form": "sum"} if component.get("parts") else {"form": "expert"}
            reasons = component.get("review")
            component["review"] = [
                *(reasons if isinstance(reasons, list) else []),
                f"Cách tính đọc được không dùng được ({problem}); tạm để hội đồng cho điểm.",
            ]
    if _problem(done) is None:
        return done
    return _framed(done)


def _problem(tree: Tree) -> str | None:
    try:
        (frames.build if frames.is_frame(tree) else loading.build)(tree, name="văn bản")
    except loading.IndexSetError as wrong:
        return "; ".join(wrong.problems)
    return None


def _problem_of(component: Tree, general: object) -> str | None:
    """What keeps one component from loading, its parts apart."""
    alone = {key: value for key, value in component.items() if key != "parts"}
    if component.get("parts"):
        alone["rule"] = {"form": "expert"}
    main = {"code": "1", "title": "A", "max": "0", "components": [alone]}
    probe = _PROBE | {
        "general": general or [],
        "groups": [{"code": "I", "title": "A", "max": "0", "main_indexes": [main]}],
    }
    return _problem(probe)


def _framed(tree: Tree) -> Tree:
    problem = _problem(tree)
    review = tree.get("review")
    framed = tree | {
        "status": "frame",
        "sources": [str(tree.get("title"))],
        "review": [
            *(review if isinstance(review, list) else []),
            f"Văn bản thiếu điều bắt buộc nên chỉ thành bộ khung: {problem}",
        ],
    }
    if not framed.get("year"):
        framed.pop("year", None)
    frames.build(framed, name="văn bản")
    return framed
