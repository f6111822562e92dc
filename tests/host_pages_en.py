"""English pages in the shape of the platforms that have rules: their frames are real, their words are ours."""

from tests.host_shapes import Shape


def shape(rules: str, url: str, body: str, **fields: str) -> Shape:
    return Shape(rules, f"https://{url}", body, language="en", **fields)


EN_SHAPES = [
    shape(
        "reuters", "www.reuters.com/technology/a-2026-05-09/",
        """<div class="article-body__content__17Yit"><div data-testid="paragraph-0">$SPLIT</div><div
        class="ad">Advertisement</div>
        <div data-testid="paragraph-1">$SECOND</div><div class="article-body__element__2p5pI"><p>$JUNK</p></div>
        </div>""",
    ),
    shape(
        "reuters", "www.reuters.com/article/us-a-idUSKBN1430G4",
        """<div class="StandardArticleBody_body">$TEXT<div class="StandardArticleBody_trustBadgeContainer">
        $JUNK</div></div>""",
    ),
    shape(
        "ap", "apnews.com/article/a-1",
        """<div class="Page-authors"><span>By <a class="Link">Ann Lee</a></span></div><div
        class="RichTextStoryBody RichTextBody">$TEXT
        <div class="Enhancement">$JUNK</div></div>""",
        byline="Ann Lee",
    ),
    shape(
        "bloomberg", "www.bloomberg.com/news/articles/2026-05-09/a",
        """<div class="body-content"><p data-component="paragraph">$SPLIT</p><div class="inline-newsletter">
        $JUNK</div>
        <p data-component="paragraph">$SECOND</p></div>""",
    ),
    shape(
        "nytimes", "www.nytimes.com/2026/05/09/technology/a.html",
        """<article id="story"><section name="articleBody"><div class="StoryBodyCompanionColumn"><div>$TEXT</div>
        </div>
        <div class="bottom-of-article"><p>$JUNK</p></div></section></article>""",
    ),
    shape(
        "dowjones", "www.wsj.com/articles/a-1",
        """<div class="article-content"><div class="wsj-snippet-body">$TEXT<div class="media-object">$JUNK</div>
        </div></div>
        <div class="wsj-snippet-login">Subscribe</div>""",
        stub="Subscribe",
    ),
    shape(
        "ft", "www.ft.com/content/a",
        """<article id="article-body">$TEXT<div class="n-content-recommended">$JUNK</div></article>""",
    ),
    shape(
        "ft", "www.ftchinese.com/story/1",
        """<h1 class="story-headline">Harbour</h1><span class="story-author">Ann Lee</span>
        <div id="story-body-container">$TEXT</div>""",
        title="Harbour", byline="Ann Lee",
    ),
    shape(
        "washingtonpost", "www.washingtonpost.com/technology/2026/05/09/a/",
        """<div data-qa="article-body"><div><p data-el="text">$SPLIT</p></div><div data-qa="interstitial"><p>
        $JUNK</p></div>
        <div><p data-el="text">$SECOND</p></div></div>""",
    ),
    shape(
        "bbc", "www.bbc.com/news/articles/c1",
        """<article><div data-component="headline-block"><h1>Harbour</h1></div><div data-component="text-block">
        $TEXT</div>
        <figure><figcaption>$JUNK</figcaption></figure></article>""",
    ),
    shape(
        "bbc", "www.bbc.com/news/technology-1",
        """<div class="story-body"><h1 class="story-body__h1">Harbour</h1><div class="story-body__inner">$TEXT
        <figure class="media-landscape"><span>$JUNK</span></figure></div></div>""",
        title="Harbour",
    ),
    shape(
        "guardian", "www.theguardian.com/technology/2026/may/09/a",
        """<main><div id="maincontent"><div class="article-body-commercial-selector article-body-viewer-selector">
        $TEXT
        <gu-island name="A"><p>$JUNK</p></gu-island></div><div class="submeta"><a href="/t">Topics</a></div></div>
        </main>""",
    ),
    shape(
        "cnn", "edition.cnn.com/2026/05/09/tech/a/index.html",
        """<main class="article__main"><div class="article__content"><p class="paragraph inline-placeholder">
        $SPLIT</p>
        <div class="related-content">$JUNK</div><p class="paragraph inline-placeholder">$SECOND</p></div></main>""",
    ),
    shape(
        "cnbc", "www.cnbc.com/2026/05/09/a.html",
        """<div class="ArticleBody-articleBody"><div class="group"><p>$SPLIT</p></div><div
        class="InlineImage-imageEmbed"><p>$JUNK</p></div>
        <div class="group"><p>$SECOND</p></div></div>""",
    ),
    shape(
        "npr", "www.npr.org/2026/05/09/1/a",
        """<div id="storytext" class="storytext">$TEXT<div class="bucketwrap image"><p>$JUNK</p></div></div>""",
    ),
    shape(
        "techcrunch", "techcrunch.com/2026/05/09/a/",
        """<div class="entry-content wp-block-post-content">$TEXT<div class="wp-block-techcrunch-inline-cta">
        $JUNK</div></div>""",
    ),
    shape(
        "vox", "www.theverge.com/2026/5/9/1/a",
        """<div class="duet--article--article-body-component"><p>$SPLIT</p></div><div class="duet--recirculation">
        $JUNK</div>
        <div class="duet--article--article-body-component"><p>$SECOND</p></div>""",
    ),
    shape(
        "condenast", "www.wired.com/story/a/",
        """<div class="body__inner-container"><p>$SPLIT</p></div><div class="inset-left-component"><p>$JUNK</p></div>
        <div class="body__inner-container"><p>$SECOND</p></div>""",
    ),
    shape(
        "arstechnica", "arstechnica.com/ai/2026/05/a/",
        """<article><div class="post-content post-content-double">$TEXT<div class="pullbox"><p>$JUNK</p></div></div>
        </article>""",
    ),
    shape(
        "scmp", "www.scmp.com/tech/article/1/a",
        """<section class="article-body-type-body"><p>$SPLIT</p><div class="inline-ad">$JUNK</div><p>$SECOND</p>
        </section>""",
    ),
    shape(
        "axios", "www.axios.com/2026/05/09/a",
        """<div class="DraftjsBlocks_draftjs__fm3S2">$TEXT<div class="go-deeper">$JUNK</div></div>""",
    ),
    shape(
        "politico", "www.politico.com/news/2026/05/09/a-1",
        """<div class="article__content"><p class="story-text__paragraph">$SPLIT</p><div class="story-interrupt">
        $JUNK</div>
        <p class="story-text__paragraph">$SECOND</p></div>""",
    ),
    shape(
        "economist", "www.economist.com/china/2026/05/09/a",
        """<section><p data-component="paragraph">$SPLIT</p><div class="advert">$JUNK</div>
        <p data-component="paragraph">$SECOND</p></section>""",
    ),
    shape(
        "chinastate", "www.globaltimes.cn/page/202605/1.shtml",
        """<div class="article"><div class="article_top">Harbour</div><div class="article_content"><div
        class="article_right">$TEXT
        <div class="picture">$JUNK</div></div></div></div>""",
    ),
    shape(
        "cctv", "news.cgtn.com/news/2026-05-09/a/index.html",
        """<div class="news-title">Harbour</div><span class="news-time" data-time="1779100000000">09-May-2026</span>
        <div id="cmsMainContent"><div class="cmsImage">$JUNK</div>$TEXT</div>""",
        title="Harbour", published_at="1779100000000",
    ),
    shape(
        "chinadaily", "www.chinadaily.com.cn/a/202605/09/WS1.html",
        """<div id="lft-art"><h1>Harbour</h1><span class="info_l">By Ann Lee | Updated: 2026-05-09 10:11</span>
        <div id="Content"><figure><figcaption>$JUNK</figcaption></figure>$TEXT</div></div>""",
        title="Harbour", published_at="By Ann Lee | Updated: 2026-05-09 10:11",
    ),
    shape(
        "businessinsider", "www.businessinsider.com/a-2026-5",
        """<section class="post-content"><div class="content-lock-content">$TEXT<div
        class="inline-newsletter-signup">$JUNK</div></div></section>""",
    ),
    shape(
        "forbes", "www.forbes.com/sites/a/2026/05/09/a/",
        """<div id="article-stream-0"><div class="article-body">$TEXT<div class="recirc-module">$JUNK</div></div>
        </div>""",
    ),
    shape(
        "nbc", "www.nbcnews.com/tech/a-rcna1",
        """<div class="article-body__content">$TEXT<div class="recommended-intersection-ref">$JUNK</div></div>""",
    ),
    shape(
        "fox", "www.foxnews.com/tech/a",
        """<div class="article-body"><div class="featured">$JUNK</div><p>$SPLIT</p><div class="image-ct inline">
        $JUNK</div><p>$SECOND</p></div>""",
    ),
    shape(
        "latimes", "www.latimes.com/business/story/2026-05-09/a",
        """<div class="RichTextArticleBody-body RichTextBody">$TEXT<div class="Enhancement">$JUNK</div></div>""",
    ),
    shape(
        "gannett", "www.usatoday.com/story/tech/2026/05/09/a/1/",
        """<article class="gnt_pr"><div class="gnt_ar_b">$TEXT<aside class="gnt_ar_b_ad">$JUNK</aside></div>
        </article>""",
    ),
    shape(
        "hearst", "www.chron.com/business/article/a-1.php",
        """<section class="article--body">$TEXT<div class="hst-factbox">$JUNK</div></section>""",
    ),
    shape(
        "medianews", "www.mercurynews.com/2026/05/09/a/",
        """<div class="article-body"><div class="body-copy">$TEXT<div class="dfm-related">$JUNK</div></div></div>""",
    ),
    shape(
        "advance", "www.oregonlive.com/business/2026/05/a.html",
        """<div class="entry-content"><p class="article__paragraph">$SPLIT</p><div class="revshare">$JUNK</div>
        <p class="article__paragraph">$SECOND</p></div>""",
    ),
    shape(
        "mcclatchy", "www.miamiherald.com/news/article1.html",
        """<article class="story-body"><div class="byline">By Ann Lee</div><p>$SPLIT</p><div class="ad-widget">
        $JUNK</div><p>$SECOND</p></article>""",
    ),
    shape(
        "nexstar", "thehill.com/policy/technology/1-a/",
        """<div class="article__text">$TEXT<div class="hfs-listing">$JUNK</div></div>""",
    ),
    shape(
        "cbs", "www.cbsnews.com/news/a/",
        """<article class="content content-article"><section class="content__body">$TEXT<div class="content__tags">
        $JUNK</div></section></article>""",
    ),
    shape(
        "abc", "abcnews.go.com/Technology/a/story?id=1",
        """<article data-testid="prism-article-body">$TEXT<div data-testid="prism-Tags">$JUNK</div></article>""",
    ),
    shape(
        "usmagazines", "www.theatlantic.com/technology/archive/2026/05/a/1/",
        """<article><p class="ArticleParagraph_root__1">$SPLIT</p><div class="ArticleRelatedContentModule_root__1">
        $JUNK</div>
        <p class="ArticleParagraph_root__1">$SECOND</p></article>""",
    ),
    shape(
        "techpress", "www.engadget.com/a-1.html",
        """<div class="caas-body">$TEXT<div class="caas-readmore">$JUNK</div></div>""",
    ),
    shape(
        "gomedia", "gizmodo.com/a-1",
        """<div class="js_post-content">$TEXT<div class="js_commerce-inset-permalink">$JUNK</div></div>""",
    ),
    shape(
        "reach", "www.mirror.co.uk/tech/a-1",
        """<article id="article-body"><p class="Paragraph_paragraph-text__1">$SPLIT</p><div
        class="BoxStyles_commercial__1">$JUNK</div>
        <p class="Paragraph_paragraph-text__1">$SECOND</p></article>""",
    ),
    shape(
        "ukpress", "www.dailymail.co.uk/sciencetech/article-1/a.html",
        """<div id="js-article-text"><h1>Harbour</h1><div itemprop="articleBody">$TEXT<div class="mol-factbox">
        $JUNK</div></div></div>""",
    ),
    shape(
        "postmedia", "nationalpost.com/news/a",
        """<section class="article-content__content-group"><p>$SPLIT</p></section><div
        class="article-content__widget-group"><p>$JUNK</p></div>
        <section class="article-content__content-group"><p>$SECOND</p></section>""",
    ),
    shape(
        "canada", "www.cbc.ca/news/business/a-1",
        """<div class="storyWrapper"><div class="story"><p>$SPLIT</p><div class="similarListing">$JUNK</div><p>
        $SECOND</p></div></div>""",
    ),
    shape(
        "australia", "thewest.com.au/news/a-c-1",
        """<div id="ArticleContent">$TEXT<aside class="css-1-StyledAside">$JUNK</aside></div>""",
    ),
    shape(
        "india", "www.hindustantimes.com/technology/a-1.html",
        """<div class="storyDetail">$TEXT<div class="also-read">$JUNK</div></div>""",
    ),
    shape(
        "asiaafrica", "www.aljazeera.com/economy/2026/5/9/a",
        """<div class="wysiwyg wysiwyg--all-content">$TEXT<div class="article-promo">$JUNK</div></div>""",
    ),
    shape(
        "msn", "robert.substack.com/p/a",
        """<div class="available-content"><div class="body markup">$TEXT<div class="subscription-widget-wrap">
        $JUNK</div></div></div>""",
    ),
]  # fmt: skip
