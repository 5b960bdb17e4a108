use super::shown;

#[test]
fn probe() {
    for text in [
        "## What to do {#steps .steps}\n\nOne *two* **three** ~~four~~ `five <b>` six\\\nseven\neight \"nine\" -- ten.\n",
        "1. one\n2. two\n   - **If** so\n   - else\n3. three\n",
        "3. one\n\n   more\n\n4. two\n",
        "- [ ] a *b*\n- [x] c\n  - [ ] d\n",
        "- [ ] a\n\n- [x] c\n",
        "> quote\n\n> [!WARNING]\n> Take care\n\n---\n",
        "| a | b {{ x | usd }} |\n|---|--:|\n| 1 | `{{ y | z }}` |\n| 1 \\| 2 | 2 |\n",
        "Text[^a] and[^b] and[^a].\n\n[^b]: Second **note**.\n[^a]: First.\n[^c]: Nobody.\n",
        "Text[^a] [x][y] [x][] [x].\n",
        "```rust\nlet a = \"{{ x }}\";\n```\n\n    indented {{ y }}\n",
        "a [link](sops/registration#steps) and [b](https://iom.int/x?a=1&b=2) <https://iom.int> <a@b.org> [c](#steps) [d](files/a-b.pdf) ![e](files/e.png)\n",
        "a <b>bold</b>\n\n<script>\nalert({{ 1 }})\n</script>\n\nb <!-- c -->\n",
        "# One {onclick=alert(1)}\n\n#### Four {#four .step .form .record}\n\n## Four {#four}\n\n## Four {#Four}\n\n## Four\n\n## Four\n\n## ¿Qué  hacer en 2018?\n\n## 2018\n\n## 你好\n",
        "Total {{ total | usd }} of **{{ share }}** in [the {{ name }} page](pages/about).\n\n## Plan {{ year }}\n\n{{ open\n\n\\{{ literal }}\n\n`{{`\n",
        "![](files/a.png) ![x {{ y }}](files/a.png) ![x](https://a.b/c.png) [](#a) [x](<a b>)\n",
        "[a](b \"title\") [b](javascript:alert(1)) [c](javascript&#58;alert(1)) <javascript:alert(1)> [d][e]\n\n[e]: data:text/html,x\n",
        "[a](//evil.org) [b](../sops/x) [c](sop/x) [d](x) [e](www.iom.int/a) [f](sops/x.md) [g](sops/X) [h](files/../x) [i](#A b) [j](#Über) [k](/sops/x) [l](http:x) [m](mailto:x) [n](sops/x\u{2028}y) [o](\u{1}javascript:x) [p](Java\tScript:x) [q](sops/x?y)\n",
    ] {
        println!("=====\n{text}-----\n{}", shown(text));
    }
}
