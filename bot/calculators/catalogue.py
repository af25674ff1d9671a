"""The plans and licences that people name, with what to call them. Their prices and limits are figures."""

from .values import Name, Text

FREE = Name("free", Text("Freeプラン", "Free plan"))
NEWORK = {
    "free": FREE,
    **{f"team-{n}": Name(f"team-{n}", Text(f"Team {n}", f"Team {n}")) for n in (50, 100, 300)},
}
ZOOM = {
    "pro": Name("pro", Text("Zoom Workplace プロ", "Zoom Workplace Pro")),
    "business": Name("business", Text("Zoom Workplace ビジネス", "Zoom Workplace Business")),
    "enterprise": Name(
        "enterprise", Text("Zoom Workplace エンタープライズ Essentials", "Zoom Workplace Enterprise Essentials")
    ),
}
# Education licences are not chosen by size but by kind of school; only their storage is computed.
ZOOM_ALL = {
    **ZOOM,
    "education": Name(
        "education", Text("Zoom エデュケーション（School and Campus）", "Zoom Education (School and Campus)")
    ),
    "education-enterprise": Name(
        "education-enterprise", Text("エデュケーション エンタープライズ Essentials", "Education Enterprise Essentials")
    ),
}
PLANS = {"nework": NEWORK, "zoom": ZOOM_ALL}
