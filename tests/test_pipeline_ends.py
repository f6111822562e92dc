"""The lines cut from both ends of a text."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ends import cut_before_title, cut_head, cut_tail


@pytest.mark.parametrize(
    "tail",
    [
        "责任编辑：王小明",
        "▍责任编辑：王小明",
        "*本文图片来自网络。",
        "点击下方卡片，关注我们",
        "向上滑动看下一个",
        "来源 | 北海日报",
        "▍来源：北海日报",
        "本文系作者授权发布，未经许可不得转载",
        "Continue reading on the next page",
        "Continued on page 12",
        "（责编：王小明、李红）",
        "【责任编辑：王小明】",
        "責任編輯：王小明",
        "来源：北海日报 作者：王小明",
        "特别声明：以上内容为用户上传并发布，本平台仅提供信息存储服务。",
        "Notice: The content above is uploaded and posted by a user.",
        "返回搜狐，查看更多",
        "（本文来源：北海日报 作者：北海大学经济学院教授、研究员王小明）返回搜狐，查看更多",
        "作者 王小明 李红",
        "编辑 王小明 ｜ 排版 李红",
        "转自《北海日报》",
        "【纠错】",
        "为你推荐",
        "北海网专稿，未经书面授权请勿转载。",
        "[1] [2] [3] 下一页",
        "CLICK HERE TO GET THE HARBOUR APP",
        "Follow the Harbour Post on Twitter and Facebook",
        "READ NEXT: Port opens two berths",
        "Sign up to our free weekly newsletter",
        "Do you have a story to tell? Email: jane.roe@harbour.example",
        "More great Harbour stories",
        "Sponsored",
        "举报/反馈",
        "（完）",
        "Read more:",
        "Reporting by Jane Roe; Editing by Ann Lee",
        "(Reporting by Jane Roe in Beijing; Editing by Ann Lee)",
        "[Edited by Ann Lee]",
        "Reporting and writing by Jane Roe",
        "Our Standards: The Harbour Principles.",
        "© 2026 Harbour Post. All rights reserved.",
        "©北海网 版权所有，未经许可不得转载",
        "Copyright 2026 Harbour Post. All rights reserved.",
        "本文系北海号•观察计划签约账号【北海观察】原创内容，未经账号授权，禁止随意转载。",
        "未经授权，不得以任何形式转载、摘编本文。",
        "版权声明：本网转载的图文版权归原作者所有，如有侵权请联系删除。",
        "声明：以上内容不构成投资建议，仅供参考。",
        "以上观点仅代表作者本人，与本站无关。",
        "上述内容不代表本平台立场。",
        "返回北海网首页>>",
        "返回顶部",
        "更多原创资讯请下载“北海新闻”APP",
        "更多精彩内容，请关注北海日报公众号。",
        "下载北海客户端，查看更多精彩内容",
        "打开北海新闻App，阅读全文",
        "长按二维码关注我们",
        "微信扫一扫，分享到朋友圈",
        "分享到：微信 微博 QQ空间",
        "点赞 99 评论 12 转发 3",
        "点“在看”，分享给更多朋友",
        "阅读 10万+",
        "•END•",
        "— THE END —",
        "【全文完】",
        "编辑 王小明 校对 李红",
        "值班编辑 王小明 李红",
        "责编 | 王小明",
        "监制：王小明 编审：李红 校对：赵一",
        "阅读下一篇：",
        "下一篇：北海港新泊位启用",
        "[上一篇] [下一篇]",
        "（本文来自北海新闻，更多原创资讯请下载“北海新闻”APP）",
        "一起加入北海Telegram，新闻不漏接！@Telegram",
        "【北海徵稿】",
        "北海报欢迎各界投书，来稿请寄至editor@beihai.example",
        "① 凡本网注明“来源：北海网”的所有作品，版权均属于北海网。",
        "根据《中华人民共和国著作权法》等法律，未经书面许可，擅自转载本报社作品的，将追究责任。",
        "We'd like to hear what you think. Here's our email: letters@harbour.example",
        "（记者 王小明 摄影报道）",
        "（北海日报记者 王小明 李红）",
        "相关阅读：北海港新泊位启用",
        "（来源：北海日报 记者 王小明）",
        "Watch: Port opens two berths",
        "Related: What do the berths cost?",
        "Join our newsletter for the latest news right to your inbox",
        "Sign up here for free alerts",
        "Write to Jane Roe at jane.roe@harbour.example",
        "Jane Roe can be reached at jane.roe@harbour.example",
        "Have a news tip? Contact us.",
        "Get breaking news alerts on your phone",
        "Stay up to date with our daily newsletter",
        "Subscribe to our channel",
        "Follow us on X: @harbour",
        "Find us on Facebook!",
        "用APP看新聞，天天有驚喜 點我下載APP 按我看活動辦法",
        "■",
        "本内容为作者独立观点，不代表北海立场。未经允许不得转载。",
        "___",
        "jane.roe@harbour.example",
        "Jane Roe covers business for the Harbour Post. Reach her at jane.roe@harbour.example.",
        "【免责声明】本文仅代表作者本人观点，与本网无关。",
        "【免責聲明】本文僅供參考，不構成投資建議。",
        "（原标题：四家厂商互认测试结果）",
        "(Original title: Four makers agree on tests)",
        "[Disclaimer] The views expressed are the author's own.",
        "Disclaimer: The opinions in this article are those of its author and do not reflect those of the paper.",
    ],
)
def test_a_closing_line_is_cut(tail: str) -> None:
    assert cut_tail(f"第一段。\n第二段。\n{tail}")[0] == "第一段。\n第二段。"
    assert cut_tail(f"第一段。\n{tail}\n第二段。")[0] == f"第一段。\n{tail}\n第二段。"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "责任编辑：王小明",
        "第一段。\n编辑部搬到了新楼，记者在那里看到了新的机器。",
        "第一段。\n来源可靠的消息说，工厂下月开工。",
        "One.\nRead more books, said the minister.",
        "One.\nEditing by hand is slow, said the minister.",
        "One.\nEdited by a team of five, the list has grown.",
        "One.\nOur standards are high, said the minister.",
        "One.\nFollow the money, said the minister.",
        "One.\nRelated work began in May.",
        "One.\nMore than forty stories were told.",
        "第一段。\n作者认为，这样的结果并不意外，还要再看几年。",
        "第一段。\n编辑部搬走了。",
        "第一段。\n法庭认定，厂商未经授权抓取了这些小说，须赔偿损失。",
        "第一段。\n公司称，未经许可不得转载其数据。",
        "第一段。\n未经许可，不得使用该数据训练模型。",
        "第一段。\n评论认为，这一步来得太晚。",
        "第一段。\n评论区里一片叫好。",
        "第一段。\n分享经验的人越来越多。",
        "第一段。\n转发量一天内过百万。",
        "第一段。\n收藏家买下了这幅画。",
        "第一段。\n关闭工厂的消息已经证实。",
        "第一段。\n相关报道引起各方注意。",
        "第一段。\n相关内容已从网上删除。",
        "第一段。\n更多内容将在下月公布。",
        "第一段。\n下载这款软件的用户过亿，App开发商很满意。",
        "第一段。\n打开App看到的是一片空白。",
        "第一段。\n扫码支付早已进了菜市场。",
        "第一段。\n扫描二维码的人排起了长队。",
        "第一段。\n阅读全文后，他沉默了。",
        "第一段。\n下一篇章由年轻人书写。",
        "第一段。\n以上做法不代表政府放弃原来的立场，发言人说。",
        "第一段。\n版权声明：厂商在声明中说，图片须合法取得。",
        "第一段。\n声明：双方同意在下月继续会谈。",
        "第一段。\n图片来源：机器生成的图须注明来源，新规说。",
        "第一段。\n来源：越多越好。",
        "第一段。\n来源丨他说，越多越好。",
        "第一段。\n▲ 工厂下月开工。",
        "第一段。\n点击二维码即可在线预约免费参观",
        "第一段。\n来源/用途",
        "第一段。\n编辑：最后一个问题，明年有什么打算？",
        "编辑：您好。\n李红：您好。\n编辑：累吗\n李红：不累。\n编辑：谢谢",
        "第一段。\n完成之后再说。",
        "第一段。\n转载须注明出处，已成惯例。",
        "第一段。\n版权所有者对此不满。",
        "第一段。\n版权归谁所有，仍有争议。",
        "第一段。\n上述内容不代表一方的立场。",
        "第一段。\n加入Telegram群的人越来越多。",
        "第一段。\n责任编辑制度始于上世纪。",
        "第一段。\n（记者在场，发言人未答。）",
        "One.\nCopyright 2026 cases are piling up.",
        "One.\nEdited by machines, the paper has no errors.",
        "One.\nFollow the rules on X or be banned.",
        "One.\nSubscribe to the theory or not, the data are clear.",
        "One.\nReach for the stars @ home was the motto.",
        "One.\nCopyright law is older than the machines, the judge said.",
        "One.\nCopyright 2026 was the theme of the fair.",
        "One.\nWatch: the talks begin on Monday.",
        "One.\nRelated: a court will hear the case next week.",
        "One.\nRegister early, the office told firms in its newsletters.",
        "One.\nSign up for the army, the poster said.",
        "One.\nSubscribe to that view and you are lost.",
        "One.\nHave a question? Put it to the machine, the minister laughed.",
        "One.\nGet ready for more breaking news, she said.",
        "One.\nStay calm, he wrote in his newsletter.",
        "One.\nFind the paper on X, the ministry said.",
        "One.\nLike many on Facebook, he was wrong.",
        "One.\nJoin us, he shouted.",
        "One.\nShare this burden, the bishop asked.",
        "One.\nEmail is dead, long live email.",
        "One.\nThe police ask anyone who knows more to contact them.",
        "第一段。\n公司请用户立即下载新版APP。负责人说，旧版有漏洞。",
        "One.\nA disclaimer on the page said the views were not those of the paper.",
        "One.\nOriginal headlines drew more readers, the study found.",
        "第一段。\n免责声明是否有效，由法院说了算。",
    ],
)
def test_what_only_begins_like_one_stays(text: str) -> None:
    assert cut_tail(text)[0] == text


@pytest.mark.parametrize(
    "head",
    [
        "2026-10-12 09:30 来源：北海日报",
        "来源：北海日报",
        "发布时间：2026年10月12日",
        "By Jane Roe",
        "October 12, 2026",
        "Oct. 12, 2026, 9:30 a.m. ET",
        "Sept 3, 2026",
        "原标题：四家厂商互认测试结果",
        "（原标题：四家厂商互认测试结果）",
        "Advertisement",
        "字号：大 中 小",
        "Reuters",
        "（新华社）",
        "2026年10月12日 晚上11:52",
        "2026年10月12日 星期一 09:30",
        "2026-10-12 15:05北海报 记者王小明／即时报道",
        "二〇二六年十月十二日",
        "民國115年10月12日",
        "中華民國115年10月12日下午3時20分",
        "發布日期：115/10/12",
        "更新時間：115年10月12日 晚間8點5分",
        "本报记者 王小明 北京报道",
        "北海日报记者 王小明 李红",
        "記者王小明／台北報導",
        "〔記者林美玲、陳大文／台北－華府報導〕",
        "【記者林美玲台北報導】",
        "（中央社記者林美玲台北1日電）",
        "編譯林美玲／綜合外電",
        "國際中心／林美玲報導",
        "〔財經頻道／綜合報導〕",
        "【林美玲╱台北報導】",
        "聯合報 記者林美玲／台北即時報導",
        "摄影记者 王小明",
        "文/王小明",
        "文/王小明 图/李红",
        "2026-10-12 09:30 北海",
        "By Jane Roe, Staff Writer",
        "Jane Roe | March 4, 2026",
        "Jane Roe, Political Reporter",
        "Jane Roe jane.roe@harbour.example",
        "Words by Jane Roe, photographs by Bo Chen",
        "Medically reviewed by Jane Roe",
        "By JANE ROE and Jan de Boer",
        "BY JANE ROE AND ANN LEE, Staff Writers",
        "By Jane Roe, Ann Lee and Bo Chen in Beijing",
        "By Jane Roe in Beijing and Ann Lee in Washington",
        "By Jane Roe for the Harbour Post",
        "By Jane Roe | Harbour News",
        "By Xinhua writers Li Wei and Wang Fang",
        "By GT staff reporters",
        "by Jane Roe — October 12, 2026",
        "Published 12 Oct 2026 23.52 BST",
        "Updated 11:52 p.m. EDT, Oct. 12, 2026",
        "Last updated on October 12, 2026 by Jane",
        "Monday, October 12, 2026 at 9:30 AM UTC+8",
        "12 October 2026, 09:30 IST",
        "12/10/2026 23:52",
        "11:52 PM · Oct 12, 2026",
        "21:00Jane Roe",
        "Technology reporter",
        "王小明 报道",
        "Harbour Post Business Writer",
        "出版：2026-10-12 14:00",
        "更新 / 2026年10月12日 下午3:05",
        "晚风的猫 · 3小时前 · 原创",
        "【免责声明】本文仅代表作者本人观点，与本网无关。",
        "【免責聲明】本文僅供參考，不構成投資建議。",
        "(Original title: Four makers agree on tests)",
        "Original headline: Four makers agree on tests",
        "[Disclaimer] The views expressed are the author's own.",
        "原创 | 2026-10-12 09:30",
        "3小时前",
        "昨天 18:30",
        "Jane Roe • 3 hours ago",
    ],
)
def test_a_line_under_the_headline_is_cut(head: str) -> None:
    assert cut_head(f"{head}\n第一段。\n第二段。")[0] == "第一段。\n第二段。"
    assert cut_head(f"第一段。\n{head}\n第二段。")[0] == f"第一段。\n{head}\n第二段。"
    assert cut_head(head)[0] == head


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026年10月12日，工厂开工。\n第二段。",
        "By Monday the plant had opened.\nTwo.",
        "Oct. 12, 2026 was the day on which the plant opened.\nTwo.",
        "Decades ago, 2,026 people worked here\nTwo.",
        "来源可靠的消息说。\n第二段。",
        "Reuters said the plant had opened.\nTwo.",
        "新华社开办新的频道\n第二段。",
        "2026年10月12日，一个平常的周一，海边灯火通明\n第二段。",
        "2026年10月12日海边灯火通明\n第二段。",
        "文/质之争由来已久，如今又添新题\n第二段。",
        "记者了解到，工厂已经开工\n第二段。",
        "记者节快乐\n第二段。",
        "一篇迟到十年的报道\n第二段。",
        "声明称，公司不会撤回投资建议。\n第二段。",
        "Disclaimers are everywhere\nTwo.",
        "Original headlines draw more readers\nTwo.",
        "原创的力量\n第二段。",
        "十年前 · 一座港口的故事\n第二段。",
        "记者在北海采访时看到一篇报道\n第二段。",
        "新闻/娱乐的界线越来越模糊，谁来报道真相\n第二段。",
        "2026年10月12日 一个平常的周一\n第二段。",
        "By Monday\nTwo.",
        "By 2030, the city wants two more berths, a plan says\nTwo.",
        "By Monday in Beijing and Tuesday in London the makers had agreed\nTwo.",
        "An editor of the Harbour Post said the plant had opened\nTwo.",
        "By contrast the harbour relies on private money\nTwo.",
        "Published in secret, the plan names forty makers\nTwo.",
        "Updated rules reach the harbour\nTwo.",
        "3.5 million people live here\nTwo.",
        "10:30 was when the doors opened\nTwo.",
        "May 12, 2026 and the days after\nTwo.",
    ],
)
def test_a_first_sentence_stays(text: str) -> None:
    assert cut_head(text)[0] == text


@pytest.mark.parametrize(
    "line",
    [
        "2026-10-12",
        "2026-10-12 09:30:00",
        "2026年10月12日 09:30 来源：北海日报",
        "发布时间：2026/10/12 09:30",
        "来源：北海日报 记者 王小明",
        "文章來源：北海日報",
        "Oct. 12, 2026",
        "Published October 12, 2026 at 9:30 a.m. ET",
        "Source: Harbour Post",
        "Reuters",
        "（新华社）",
    ],
)
def test_a_line_before_the_headline_is_cut(line: str) -> None:
    assert cut_before_title(f"{line}\n标题\n第一段。")[0] == "标题\n第一段。"
    assert cut_before_title(f"{line}\n{line}\n标题")[0] == "标题"
    assert cut_before_title(f"标题\n{line}\n第一段。")[0] == f"标题\n{line}\n第一段。"
    assert cut_before_title(line)[0] == line


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026年10月12日北海工厂投产新芯片\n第一段。",
        "2026年10月12日，北海\n第一段。",
        "来源可靠的芯片\n第一段。",
        "By the harbour\nOne.",
        "October 12, 2026 in pictures\nOne.",
        "Source code of the harbour\nOne.",
        "Reuters opens an office\nOne.",
        "字号：大 中 小\n第一段。",
    ],
)
def test_a_headline_stays(text: str) -> None:
    assert cut_before_title(text)[0] == text


STORY = "北海港昨天启用了两个新泊位，比原计划早了三个月，首批货轮已经靠岸，工厂的人都来看热闹。"


@pytest.mark.parametrize(
    ("after", "kept"),
    [
        ((), 0),
        (("二。",), 1),
        (("二。", "责编：王小明", "分享到微信"), 1),
        # What nobody knows is cut under a line that ends an article, and keeps those above it elsewhere.
        (("【责任编辑：王小明】", "北海观察"), 0),
        (("•END•", "北海观察", "看懂科技", "责编：王小明"), 0),
        (("来源：北海日报", "北海观察"), 2),
        # A paragraph or a note in brackets is more than a small thing.
        (("【责任编辑：王小明】", "负责人说，明年还要扩建。"), 2),
        (("责编：王小明", "（作者是北海大学经济系的教授）"), 2),
        # Nor does such a line take along a good part of a text.
        (("【责任编辑：王小明】", "月光洒在窗台上", "我听见远处的火车", "载着一车的沉默"), 4),
    ],
)
def test_the_tail_and_what_is_cut_of_it(after: tuple[str, ...], kept: int) -> None:
    lines = (STORY, *after)
    assert cut_tail("\n".join(lines)) == ("\n".join(lines[: 1 + kept]), after[kept:])


@pytest.mark.parametrize(
    ("text", "expected", "cut"),
    [
        ("", "", ()),
        ("一。", "一。", ()),
        ("By Jane Roe\nOct. 12, 2026\nOne.", "One.", ("By Jane Roe", "Oct. 12, 2026")),
        ("摘要：新泊位启用。\n字号：大 中 小\n一。", "摘要：新泊位启用。\n一。", ("字号：大 中 小",)),
        ("来源：北海日报\n导读：新泊位启用。\n本报记者 王小明\n一。", "导读：新泊位启用。\n一。",
         ("来源：北海日报", "本报记者 王小明")),
        ("摘要：新泊位启用。\n一。", "摘要：新泊位启用。\n一。", ()),
    ],
)  # fmt: skip
def test_the_head_and_what_is_cut_of_it(text: str, expected: str, cut: tuple[str, ...]) -> None:
    assert cut_head(text) == (expected, cut)


@pytest.mark.parametrize(
    ("text", "expected", "cut"),
    [
        ("A yard waits.\nBy Jane Roe\nOct. 12, 2026\nOne.", "A yard waits.\nOne.", ("By Jane Roe", "Oct. 12, 2026")),
        ("By Jane Roe\nA yard waits.\nOct. 12, 2026\nOne.", "A yard waits.\nOne.", ("By Jane Roe", "Oct. 12, 2026")),
        ("A yard waits.\nOne.\nOct. 12, 2026\nTwo.", "A yard waits.\nOne.\nOct. 12, 2026\nTwo.", ()),
        ("One.\nOct. 12, 2026\nTwo.", "One.\nOct. 12, 2026\nTwo.", ()),
        *(
            (chronicle, chronicle, ())
            for chronicle in (
                "A yard waits.\nOct. 12, 2026\nOne.\nOct. 13, 2026\nTwo.",
                "A yard waits.\nReuters\nOne.\nAssociated Press\nTwo.",
                "A yard waits.\nBy Jane Roe\nOne.\nBy John Doe\nTwo.",
            )
        ),
    ],
)
def test_the_line_that_a_page_prints_under_its_headline_stays(text: str, expected: str, cut: tuple[str, ...]) -> None:
    assert cut_head(text, summary="A yard waits.") == (expected, cut)


@given(
    st.lists(
        st.sampled_from(["一。", "责编：王小明", "•END•", "By Jane Roe", "摘要：二。", "Reuters", "x", ""]), max_size=20
    )
)
def test_nothing_is_lost_and_one_line_stays(lines: list[str]) -> None:
    text = "\n".join(lines)
    for kept, cut in (cut_head(text), cut_tail(text), cut_before_title(text)):
        assert sorted((*kept.split("\n"), *cut)) == sorted(text.split("\n"))


@pytest.mark.parametrize(
    "line",
    [
        "责编：张三 " * 90,
        "编辑" * 250,
        "分享到微信 " * 90,
        "未经授权" * 120,
        "watch: " + ", the x" * 80,
        "By Jane " * 60,
        "By Jane in Jane " * 30,
        "By" + " Jane Roe in London and" * 20,
        "Oct 12, 2026 at 11:52 PM, " * 19 + "!",
        "本文原创" * 120,
        "follow us on x and x" * 25,
        "记者 张三 " * 80,
        "〔記者林美玲、" * 80,
    ],
)
def test_no_line_takes_long(line: str) -> None:
    cut_tail(STORY)
    started = process_time()
    cut_tail(f"{STORY}\n{line}")
    cut_head(f"{line}\n{STORY}")
    assert process_time() - started < 0.1
