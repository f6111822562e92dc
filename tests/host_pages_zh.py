"""Chinese pages in the shape of the platforms that have rules: their frames are real, their words are ours."""

from tests.host_shapes import Shape

ZH_SHAPES = [
    Shape(
        "netease", "https://www.163.com/dy/article/ABCD1234.html",
        """<div id="contain"><div class="post_main"><h1 class="post_title">星海发布新模型</h1>
        <div
        class="post_info">2026-05-13 09:16:04　来源:
        <a href="https://www.163.com/dy/media/T1.html">星海观察</a> 举报</div>
        <div id="content" class="post_content"><div class="post_body">$TEXT</div>
        <div class="post_statement">责任编辑：林一舟_NX001</div><div class="post_statement"><p>特别声明：$JUNK</p>
        </div></div>
        <div class="post_wemedia_name"><a href="/m">星海观察</a></div></div></div>""",
        title="星海发布新模型", account="星海观察", credit="星海观察", editor="林一舟",
        published_at="2026-05-13 09:16:04 来源: 星海观察 举报",
    ),
    Shape(
        "netease", "http://money.163.com/15/0703/05/ABC.html",
        """<div id="epContentLeft"><h1 id="h1title" class="ep-h1">星海发布新模型</h1>
        <div
        class="ep-time-soure cDGray">2015-07-03 05:03:58　来源:
        <a id="ne_article_source" href="#">北海日报</a>(北海)</div>
        <div id="endText" class="end-text">$TEXT<table><tr><td><p>$JUNK</p></td></tr></table>
        <div class="biaoqian"><h1>重点推荐</h1></div><div><p><a href="/a">$JUNK</a></p></div>
        <div class="ep-source cDGray"><span class="left">本文来源：北海日报 作者：何知远 张慕白</span>
        <span class="ep-editor">责任编辑：林一舟_NX001</span></div></div></div>""",
        title="星海发布新模型", byline="何知远 张慕白", credit="北海日报", editor="林一舟",
        published_at="2015-07-03 05:03:58 来源: 北海日报(北海)",
    ),
    Shape(
        "sina", "https://news.sina.com.cn/c/2026-05-25/doc-abc.shtml",
        """<h1 class="main-title">星海发布新模型</h1><div class="date-source"><span
        class="date">2026年05月25日 18:57</span>
        <a class="source" href="#">北海日报</a></div><div id="article_content"><div class="article" id="artibody">
        <p>原标题：$JUNK</p>
        <div class="img_wrapper"><img src="a.jpg"><span class="img_descr">$JUNK</span></div>$TEXT
        <p class="show_author">责任编辑：林一舟 </p></div></div>""",
        title="星海发布新模型", credit="北海日报", editor="林一舟", published_at="2026年05月25日 18:57",
        charset="gb18030",
    ),
    Shape(
        "sina", "https://finance.sina.cn/2026-05-25/detail-abc.d.html",
        """<article class="art_box"><h1 class="art_tit_h1">星海发布新模型</h1><time
        class="art_time">2026-05-25 18:57:00</time>
        <section class="art_pic_card art_content">$TEXT<div class="look_more">$JUNK</div></section></article>""",
        title="星海发布新模型", published_at="2026-05-25 18:57:00",
    ),
    Shape(
        "sohu", "https://www.sohu.com/a/123_456",
        """<div id="user-info" class="user-info"><h4><a href="/u">星海观察</a></h4></div>
        <div class="text"><div class="text-title"><h1>星海发布新模型</h1><div class="article-info">
        <span class="time" id="news-time" data-val="1779100000000">2026-05-18</span></div></div>
        <article class="article" id="mp-editor"><p data-role="original-title">原标题：$JUNK</p>$TEXT
        <p data-role="editor-name">责任编辑：</p><p><a href="/" id="backsohucom">返回搜狐，查看更多</a></p>
        </article></div>""",
        title="星海发布新模型", account="星海观察", published_at="1779100000000",
    ),
    Shape(
        "qq", "https://new.qq.com/rain/a/20260518A060RN00",
        """
        <script>window.DATA = {"title": "星海发布新模型", "media": "星海观察",
        "pubtime": "2026-05-18 16:56:00"}</script>
        <div class="content-article"><h1>星海发布新模型</h1>
        <div id="ArticleAuthor" class="article-author">星海观察</div>
        <div id="ArticleContent"><div class="article-content-wrap">$TEXT</div></div><div id="Status">$JUNK</div>
        </div>""",
        title="星海发布新模型", account="星海观察", published_at="2026-05-18 16:56:00",
    ),
    Shape(
        "qq", "http://finance.qq.com/a/20160923/012345.htm",
        """<div class="qq_article"><div class="hd"><h1>星海发布新模型</h1><div class="a_Info"><span
        class="a_source">北海日报</span>
        <span class="a_time">2016-09-23 07:48</span></div></div><div id="Cnt-Main-Article-QQ">$TEXT</div>
        <div class="qq_editor" id="QQeditor">责任编辑：linyizhou</div></div>""",
        title="星海发布新模型", credit="北海日报", editor="linyizhou", published_at="2016-09-23 07:48",
        charset="gb18030",
    ),
    Shape(
        "ifeng", "https://tech.ifeng.com/c/8abcdefg",
        """<script>var allData = {"nav":{"title":"首页"},"docData":{"title":"星海发布新模型",
        "newsTime":"2026-05-25 16:04:30",
        "source":"北海日报","editorName":"林一舟","contentData":{"contentList":[{"data":"$TEXT"},{"type":"image"}]}}};
        for (key in allData) {}</script><div id="root"></div>""",
        title="星海发布新模型", credit="北海日报", editor="林一舟", published_at="2026-05-25 16:04:30",
    ),
    Shape(
        "toutiao", "https://www.toutiao.com/article/7370000000000000000/",
        """<div class="article-content"><h1>星海发布新模型</h1><div class="article-meta"><span>2026-05-09 22:30</span>
        <span class="dot">·</span><span class="name"><a href="/c">星海观察</a></span></div>
        <article class="syl-article-base tt-article-content">$TEXT</article></div>""",
        title="星海发布新模型", account="星海观察", published_at="2026-05-09 22:30",
    ),
    Shape(
        "toutiao", "https://www.toutiao.com/a6730000000000000000/",
        r"""<script>var BASE_DATA = {
        articleInfo: {
      title: '&quot;星海发布新模型&quot;'.slice(6, -6),
      content: '&quot;\u003Cp id=\&quot;a\&quot;\u003E$SPLIT\u003C\u002Fp\u003E\u003Cp\u003E$SECOND&quot;'
        .slice(6, -6), groupId: '673', type: 1, subInfo: {
        isOriginal: true,
        source: '星海\u89c2察',
        time: '2019-09-04 22:18:34'
      },}}</script>""",
        account="星海观察", original="true", published_at="2019-09-04 22:18:34",
    ),
    Shape(
        "baijiahao", "https://baijiahao.baidu.com/s?id=1",
        """<div class="article-title"><h2>星海发布新模型</h2></div><div class="article-desc"><div class="author-txt">
        <p class="author-name">星海观察</p><div class="article-source"><span class="date">发布时间：26-05-08 </span>
        <span class="time">12:00</span><span class="account-authentication">优质原创作者</span></div></div></div>
        <div id="article" class="article"><div class="article-content">$TEXT</div></div>""",
        title="星海发布新模型", account="星海观察", original="原创", published_at="26-05-08 12:00",
    ),
    Shape(
        "thepaper", "https://www.thepaper.cn/newsDetail_forward_1",
        """<div class="newscontent"><h1 class="news_title">星海发布新模型</h1><div class="news_about">
        <p>澎湃新闻记者 何知远</p>
        <p>2026-05-06 10:08<span> 来源：北海日报</span></p></div><div class="news_txt">$TEXT</div>
        <div class="news_editor">责任编辑：林一舟</div></div>""",
        title="星海发布新模型", byline="何知远", credit="北海日报", editor="林一舟", published_at="2026-05-06 10:08",
    ),
    Shape(
        "thepaper", "https://www.thepaper.cn/newsDetail_forward_2",
        """<div id="__next"></div>
        <script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"detailData":
        {"contentDetail":{"name":"星海发布新模型","content":"$TEXT","author":"何知远","responEditor":"林一舟",
        "pubTime":"2026-05-06 10:08","nodeInfo":{"name":"未来2%"},"authorInfo":null}}}}}</script>""",
        title="星海发布新模型", byline="何知远", editor="林一舟", section="未来2%", published_at="2026-05-06 10:08",
    ),
    Shape(
        "guancha", "https://www.guancha.cn/kegongliliang/2026_05_07_1.shtml",
        """<ul class="two-coloum"><li class="left left-main"><h3>星海发布新模型</h3><ul class="author fix"><li>
        <div class="author-intro fix"><p><a href="/h">何知远</a></p><p>学者</p></div></li></ul><div class="time fix">
        <span>2026-05-07 09:25:09</span><span>字号：A-</span><span>来源：观察者网</span></div>
        <div class="content all-txt">$TEXT</div><ul class="share"><li>责任编辑: 林一舟 </li></ul></li></ul>""",
        title="星海发布新模型", byline="何知远", credit="观察者网", editor="林一舟",
        published_at="2026-05-07 09:25:09",
    ),
    Shape(
        "huanqiu", "https://tech.huanqiu.com/article/4abc",
        """<div class="t-container-title"><h3>星海发布新模型</h3></div><div class="metadata-info"><span
        class="source"><a href="#">北海日报</a>
        </span><p class="time">2026-05-05 20:35</p></div><div class="l-con clear"><article>
        <section data-type="rtext">$TEXT
        </section></article></div>""",
        title="星海发布新模型", credit="北海日报", published_at="2026-05-05 20:35",
    ),
    Shape(
        "people", "http://finance.people.com.cn/n1/2026/0510/c1004-1.html",
        """<div class="layout rm_txt cf"><div class="col col-1 fl"><h1>星海发布新模型</h1><div
        class="author cf">本报记者  王乐闻  方  敏</div>
        <div class="channel cf"><div class="col-1-1 fl">2026年05月10日06:58 | 来源：<a href="#">人民网－人民日报</a>
        </div></div>
        <div class="rm_txt_con cf"><div class="bza"><p>$JUNK</p></div>$TEXT<div
        class="edit cf">(责编：胡知远、杨光)</div>
        <p class="paper_num">分享让更多人看到</p></div></div></div>""",
        title="星海发布新模型", byline="王乐闻 方敏", credit="人民网－人民日报", editor="胡知远、杨光",
        published_at="2026年05月10日06:58 | 来源：人民网－人民日报", charset="gb18030",
    ),
    Shape(
        "xinhua", "http://www.news.cn/tech/20260509/abc/c.html",
        """<div class="header domPC"><div class="source">来源：新华网</div><div class="head-line"><h1><span
        class="title">星海发布新模型</span></h1>
        </div></div><div class="mheader domMobile"><div class="info">2026-05-09 22:27:02 <span>来源：新华网</span>
        </div></div>
        <div class="main clearfix"><div id="detail"><span id="detailContent">$TEXT</span>
        <div id="articleEdit">【纠错】<span class="editor"> 【责任编辑:林一舟】 </span></div></div></div>""",
        title="星海发布新模型", credit="新华网", editor="林一舟", published_at="2026-05-09 22:27:02 来源：新华网",
    ),
    Shape(
        "36kr", "https://36kr.com/p/1",
        """<div id="app"></div>
        <script>window.initialState={"articleDetail":{"articleDetailData":{"data":{"widgetTitle":"星海发布新模型",
        "summary":"权重开放。","author":"何知远","publishTime":1779100000000,"widgetContent":"$TEXT"}}}}</script>""",
        title="星海发布新模型", dek="权重开放。", byline="何知远", published_at="1779100000000",
    ),
    Shape(
        "weixin", "https://mp.weixin.qq.com/s/abc",
        """<div id="img-content"><h1 class="rich_media_title" id="activity-name">星海发布新模型</h1>
        <div id="meta_content">
        <span id="copyright_logo" class="rich_media_meta">原创</span>
        <span id="js_author_name" class="rich_media_meta">何知远</span>
        <a id="js_name" href="#">星海观察</a><em id="publish_time">昨天</em></div>
        <div class="rich_media_content" id="js_content">$TEXT</div></div><script>var ct = "1779100000";</script>""",
        title="星海发布新模型", byline="何知远", account="星海观察", original="原创", published_at="1779100000",
    ),
    Shape(
        "zaobao", "https://www.zaobao.com/realtime/china/story20260509-1",
        """<h1 class="article-title">星海发布新模型</h1><div class="date-published">2026-05-09</div><div
        class="article-body">
        <p data-s="abcG4======">$SECOND</p><p data-s="xyzGM======">$SPLIT</p></div>""",
        title="星海发布新模型", published_at="2026-05-09",
    ),
    Shape(
        "chinanews", "https://www.chinanews.com.cn/cj/2026/05-09/1.shtml",
        """<h1 class="content_left_title">星海发布新模型</h1><div
        class="content_left_time">2026-05-09 10:11　来源：中国新闻网</div>
        <div class="left_zw">$TEXT<div class="adInContent">$JUNK</div></div><div
        class="left_name">【编辑:林一舟】</div>""",
        title="星海发布新模型", credit="中国新闻网", editor="林一舟",
        published_at="2026-05-09 10:11 来源：中国新闻网",
        charset="gb18030",
    ),
    Shape(
        "cctv", "https://news.cctv.com/2026/05/09/ARTI1.shtml",
        """<div id="title_area"><h1>星海发布新模型</h1><div class="info1">来源 : 央视网 | 2026年05月09日 10:11</div>
        </div>
        <div id="content_area">$TEXT<div class="zebian">编辑：林一舟</div></div>""",
        title="星海发布新模型", credit="央视网", editor="林一舟", published_at="来源 : 央视网 | 2026年05月09日 10:11",
    ),
    Shape(
        "caixin", "https://www.caixin.com/2026-05-09/1.html",
        """<div id="conTit"><h1>星海发布新模型</h1>
        <div id="artInfo">2026年05月09日 10:11 来源于 <span id="source_baidu"><a>财新网</a></span></div></div>
        <div id="the_content"><div id="Main_Content_Val" class="text">$TEXT<div class="pip">$JUNK</div></div></div>
        <div id="editor_baidu">责任编辑：林一舟</div>""",
        title="星海发布新模型", credit="财新网", editor="林一舟", published_at="2026年05月09日 10:11 来源于 财新网",
    ),
    Shape(
        "yicai", "https://www.yicai.com/news/1.html",
        """<div class="title"><h1>星海发布新模型</h1><p><em>2026-05-09 10:11:12</em></p></div>
        <div id="multi-text" class="m-txt">$TEXT
        <p class="m-editor">责编 林一舟</p></div>""",
        title="星海发布新模型", editor="林一舟", published_at="2026-05-09 10:11:12",
    ),
    Shape(
        "stcn", "http://stcn.com/2026/0509/1.shtml",
        """<div class="intal_tit"><h2>星海发布新模型</h2><div
        class="info">2026-05-09 12:11来源：证券时报网作者：何知远</div></div>
        <div class="txt_con" id="ctrlfscont">$TEXT<div class="om">$JUNK</div></div>""",
        title="星海发布新模型", credit="证券时报网", published_at="2026-05-09 12:11来源：证券时报网作者：何知远",
    ),
    Shape(
        "jiemian", "https://www.jiemian.com/article/1.html",
        """<div class="article-header"><h1>星海发布新模型</h1></div><div class="article-info"><span class="author">
        <a>何知远</a></span>
        <span class="date">2026/05/09 10:11</span></div><div class="article-content">$TEXT<p class="report-view">
        $JUNK</p></div>""",
        title="星海发布新模型", byline="何知远", published_at="2026/05/09 10:11",
    ),
    Shape(
        "ltn", "https://news.ltn.com.tw/news/business/breakingnews/1",
        """<div class="whitecon"><h1>星海發布新模型</h1><div class="text boxTitle"><span
        class="time">2026/05/09 10:11</span>
        <div class="photo">$JUNK</div>$TEXT<p class="before_ir">$JUNK</p></div></div>""",
        title="星海發布新模型", published_at="2026/05/09 10:11",
    ),
    Shape(
        "udn", "https://udn.com/news/story/1/2",
        """<h1 class="article-content__title">星海發布新模型</h1><span class="article-content__author"><a>何知遠</a>
        </span>
        <time class="article-content__time">2026-05-09 10:11</time><section class="article-content__editor">$TEXT
        <div class="inline-ads">$JUNK</div></section>""",
        title="星海發布新模型", byline="何知遠", published_at="2026-05-09 10:11",
    ),
    Shape(
        "cna", "https://www.cna.com.tw/news/ait/202605090001.aspx",
        """<div class="centralContent"><h1>星海發布新模型</h1><div class="updatetime">2026/5/9 10:11</div><div
        class="paragraph">$TEXT
        <div class="moreArticle">$JUNK</div></div></div>""",
        title="星海發布新模型", published_at="2026/5/9 10:11",
    ),
    Shape(
        "rfi", "https://www.rfi.fr/cn/20260509-1",
        """<article><h1 class="t-content__title a-page-title">星海发布新模型</h1><div class="t-content__dates"><p>
        <time datetime="2026-05-09T12:48:06+00:00">09/05/2026</time></p></div><p
        class="t-content__chapo">权重开放。</p>
        <div class="t-content__authors-tts"><a>何知远</a></div><div class="t-content__body">$TEXT<div
        class="o-self-promo">$JUNK</div>
        </div></article>""",
        title="星海发布新模型", dek="权重开放。", byline="何知远", published_at="2026-05-09T12:48:06+00:00",
    ),
    Shape(
        "bbc", "https://www.bbc.com/zhongwen/articles/c1",
        """<main role="main"><div dir="ltr">$TEXT</div><section data-testid="related"><p>$JUNK</p></section>
        </main>""",
    ),
    Shape(
        "dw", "https://www.dw.com/zh/a-1",
        """<article><p class="teaser-text">权重开放。</p><div class="rich-text">$TEXT<div class="embed">$JUNK</div>
        </div></article>""",
        dek="权重开放。",
    ),
    Shape(
        "voa", "https://www.voachinese.com/a/1.html",
        """<div class="published"><time datetime="2026-05-09T12:48:06+08:00">2026年5月9日</time></div>
        <div class="links__item"><a class="links__item-link">何知远</a></div><div id="article-content"><div
        class="wsw">$TEXT
        <div class="wsw__embed">$JUNK</div></div></div>""",
        byline="何知远", published_at="2026-05-09T12:48:06+08:00",
    ),
    Shape(
        "chinadaily", "https://china.chinadaily.com.cn/a/202605/09/WS1.html",
        """<div class="container-left2"><h1 class="dabiaoti">星海发布新模型</h1><div class="fenx"><div
        class="xinf-le">2026-05-09 10:11</div>
        </div><div class="article" id="Content">$TEXT</div><div>【责任编辑：林一舟】</div></div>""",
        title="星海发布新模型", editor="林一舟", published_at="2026-05-09 10:11",
    ),
    Shape(
        "zhportals", "https://economy.caijing.com.cn/20260509/1.shtml",
        """<div id="article" class="article"><h2>星海发布新模型</h2><div id="the_content" class="article-content">$TEXT
        <div class="ar_writer">（编辑：林一舟）</div><div class="ar_keywords">关键字：$JUNK</div></div></div>""",
        editor="林一舟",
    ),
    Shape(
        "zhtech", "https://www.ithome.com/0/1/1.htm",
        """<h1>星海发布新模型</h1><div class="post_content" id="paragraph">$TEXT<p class="ad-tips">$JUNK</p></div>""",
    ),
    Shape(
        "zhtaiwan", "https://www.chinatimes.com/realtimenews/20260509000001-260410",
        """<h1 class="article-title">星海發布新模型</h1><div class="article-body">$TEXT
        <div class="promote-word">$JUNK</div></div>""",
        title="星海發布新模型",
    ),
]  # fmt: skip
