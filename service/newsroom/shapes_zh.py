"""The page shapes of the Chinese sites, each in the way of another kind of publishing system."""

from string import Template

MORNING_PAPER = Template("""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${headline}_${site}</title>
<meta name="description" content="${summary}">
<link rel="canonical" href="${canonical}">
<script type="application/ld+json">${json_ld}</script>
</head>
<body>
<div class="topbar"><a href="/">${site}</a> <a href="/gn/">国内</a> <a href="/gj/">国际</a>
<a href="/kj/">科技</a>
<a href="/cj/">财经</a> <a href="/ty/">体育</a> <a href="/app">客户端</a></div>
<div class="crumb">您的位置：<a href="/">首页</a> &gt; <a href="/kj/">${section}</a> &gt; 正文</div>
<div class="main">
<h1 class="title">${headline}</h1>
<div class="info"><span class="date">${han_minute}</span> <span class="source">来源：${credit}</span>
<span class="author">记者：${byline}</span>
<span class="tools">字号 <a href="#">大</a> <a href="#">中</a> <a href="#">小</a></span></div>
<div class="article-content">
${text}
</div>
<div class="editor">责任编辑：${editor}</div>
<div class="share">分享到：<a href="#wx">微信</a> <a href="#wb">微博</a> <a href="#qq">QQ空间</a></div>
</div>
<div class="sidebar"><h3>相关新闻</h3><ul>${related}</ul></div>
<div class="footer"><p>友情链接</p><ul>${friends}</ul>
<p>${site}版权所有，未经书面授权，不得转载或镜像。新闻热线：000-12345678</p></div>
</body></html>
""")

# No closing tags, upper case and tables: sites of this age are still met, and declare GB2312 for GBK bytes.
TABLE_AGE = Template("""<HTML><HEAD>
<META http-equiv="Content-Type" content="text/html; charset=gb2312">
<TITLE>${headline}-${site}</TITLE>
<META name="keywords" content="芯片,算力,人工智能">
</HEAD>
<BODY bgcolor="#FFFFFF" topmargin="0">
<TABLE width="960" align="center" border="0"><TR>
<TD><A href="/">网站首页</A> | <A href="/chip/">芯片</A> | <A href="/ai/index.htm">人工智能</A> |
<A href="/bbs/">论坛</A> | <A href="/about.htm">关于我们</A></TD></TR></TABLE>
<TABLE width="960" align="center" border="0"><TR>
<TD width="700" valign="top">
<TABLE width="100%"><TR><TD align="center"><FONT size="5"><B>${headline}</B></FONT></TD></TR>
<TR><TD align="center" class="ly">${minute}　来源：${credit}　作者：${byline}
　【<A href="#">打印</A>】【<A href="#">关闭</A>】</TD></TR>
<TR><TD id="zoom">
${text}
<p align="right">（责任编辑：${editor}）</p>
</TD></TR></TABLE>
</TD>
<TD width="240" valign="top" class="right"><B>本栏推荐</B><UL>${related}</UL></TD>
</TR></TABLE>
<TABLE width="960" align="center"><TR><TD align="center">友情链接<UL>${friends}</UL>
${site} 版权所有　本网转载文章仅为传播信息，不代表本网观点</TD></TR></TABLE>
</BODY></HTML>
""")

BUSINESS_SITE = Template("""<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${headline} - ${site}</title>
<meta property="og:type" content="article">
<meta property="og:title" content="${headline}">
<meta property="og:site_name" content="${site}">
<meta property="article:published_time" content="${iso}">
<meta property="article:section" content="${section}">
<link rel="canonical" href="${canonical}">
</head>
<body>
<header><nav><a href="/">首页</a><a href="/market">行情</a><a href="/macro">宏观</a>
<a href="/company">公司</a>
<a href="/vip">会员</a></nav></header>
<main class="detail">
<h1>${headline}</h1>
<div class="meta"><span>${credit}</span> · <span>${byline}</span> · <span>${minute}</span></div>
<div class="meta-source">来源：${credit}</div>
<div class="summary">摘要：${summary}</div>
<div class="detail-body">
${text}
</div>
<p class="duty">责任编辑：${editor}</p>
<p class="risk">风险提示：本文不构成投资建议，据此操作，风险自担。</p>
<div class="actions"><button>收藏</button><button>点赞 36</button><button>分享</button></div>
</main>
<aside><h4>热门文章</h4><ol>${related}</ol></aside>
<footer><ul>${friends}</ul><p>© 2026 ${site} 投诉与建议：service@news.invalid</p></footer>
<script>window.__STATE__ = {"login": false, "ads": ["a1", "a2"]}</script>
</body></html>
""")

HONG_KONG_DAILY = Template("""<!DOCTYPE html>
<html lang="zh-HK">
<head>
<meta charset="utf-8">
<title>${headline}｜${site}</title>
<meta name="description" content="${summary}">
<link rel="canonical" href="${canonical}">
</head>
<body>
<header><a class="logo" href="/">${site}</a>
<nav><ul><li><a href="/news/local/">港聞</a></li><li><a href="/news/tech/">科技</a></li>
<li><a href="/news/world/">國際</a></li><li><a href="/opinion/">社評</a></li></ul></nav></header>
<article class="piece">
<p class="kicker">${section}</p>
<h1>${headline}</h1>
<p class="standfirst">${summary}</p>
<p class="stamp">發佈：<time datetime="${iso}">${minute}</time>　記者：${byline}</p>
<div class="article-text">
${text}
</div>
<p class="desk">責任編輯：${editor}</p>
<div class="share"><a href="#f">分享</a><a href="#w">WhatsApp</a><a href="#c">複製連結</a></div>
</article>
<section class="more"><h2>其他新聞</h2><ul>${related}</ul></section>
<footer><ul>${friends}</ul><p>${site}　版權所有　不得轉載</p></footer>
</body></html>
""")

# No charset, neither here nor in the header.
SELF_MEDIA = Template("""<!DOCTYPE html>
<html>
<head>
<title>${headline}|${site}</title>
<meta name="description" content="${summary}">
</head>
<body>
<div class="nav"><a href="/">${site}首页</a> <a href="/channel/ai">人工智能</a> <a href="/login">登录</a>
<a href="/apply">申请入驻</a></div>
<div class="post_main">
<h1 class="post_title">${headline}</h1>
<div class="post_info">${second}　来源: <a href="/u/1">${byline}</a> <em>原创</em> 举报</div>
<div class="post_body">
<p class="f_center"><img src="/img/cover.jpg" alt=""></p>
${text}
<div class="post_statement">特别声明：以上内容（包括图片或视频）由${site}用户上传并发布，
本平台仅提供信息存储服务。
<br>Notice: The content above was uploaded by a user of this platform, which only provides storage.</div>
</div>
<div class="post_tools"><a href="#">跟贴 128</a> <a href="#">参与 2046</a> <a href="#">点赞</a></div>
</div>
<div class="post_recommends"><h3>相关推荐</h3><ul>${related}</ul></div>
<div class="foot"><ul>${friends}</ul><p>关于${site} - 用户协议 - 侵权投诉</p></div>
</body></html>
""")

CHINESE = {
    "morning-paper": MORNING_PAPER,
    "table-age": TABLE_AGE,
    "business-site": BUSINESS_SITE,
    "hong-kong-daily": HONG_KONG_DAILY,
    "self-media": SELF_MEDIA,
}
