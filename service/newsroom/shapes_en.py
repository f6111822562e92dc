"""The page shapes of the English sites."""

from string import Template

AMERICAN_DAILY = Template("""<!DOCTYPE html>
<html lang="en-US">
<head>
<meta charset="utf-8">
<title>${headline} - ${site}</title>
<meta name="description" content="${summary}">
<link rel="canonical" href="${canonical}">
<script type="application/ld+json">${json_ld}</script>
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header><nav aria-label="Sections"><ul><li><a href="/">Home</a></li><li><a href="/business/">Business</a></li>
<li><a href="/world/">World</a></li><li><a href="/opinion/">Opinion</a></li></ul></nav></header>
<main id="content">
<article>
<header><p class="section-label">${section}</p><h1>${headline}</h1><p class="dek">${summary}</p>
<p class="byline">By <span>${byline}</span></p><p class="published">${american_day}</p></header>
<ul class="share-tools"><li><a href="#mail">Email</a></li><li><a href="#print">Print</a></li></ul>
<section class="article-body">
${text}
</section>
<footer><p class="bio">${byline} reports on ${section} for ${site}. Edited by ${editor}.</p></footer>
</article>
<aside class="recirculation"><h2>More in ${section}</h2><ul>${related}</ul></aside>
</main>
<div class="newsletter"><h2>The morning tide</h2>
<p>Sign up for the day's news, every weekday at six.</p></div>
<footer><ul>${friends}</ul><p>© 2026 ${site}. All rights reserved.</p></footer>
</body></html>
""")

BRITISH_REVIEW = Template("""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>${headline} | ${site}</title>
<meta property="og:title" content="${headline}">
<meta property="og:description" content="${summary}">
<meta name="author" content="${byline}">
<link rel="canonical" href="${canonical}">
</head>
<body>
<div class="masthead"><a href="/">${site}</a><a href="/analysis">Analysis</a>
<a href="/technology">Technology</a>
<a href="/subscribe">Subscribe</a></div>
<div class="review-page">
<div class="rubric">${section}</div>
<h1>${headline}</h1>
<h2 class="standfirst">${summary}</h2>
<div class="details"><time datetime="${iso}">${british_day}</time> by ${byline}</div>
<div class="review-text">
${text}
</div>
<div class="reuse">Reuse this content</div>
</div>
<div class="next"><h3>Read next</h3><ul>${related}</ul></div>
<div class="colophon"><ul>${friends}</ul>
<p>Registered in England. ${site} takes no view on the weather.</p></div>
</body></html>
""")

WIRE = Template("""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${headline}</title>
<meta property="article:published_time" content="${iso}">
<meta property="article:modified_time" content="${changed}">
<meta property="article:section" content="${section}">
<link rel="canonical" href="${canonical}">
</head>
<body>
<div id="nav"><a href="/">${site}</a> <a href="/wire/world">World</a>
<a href="/wire/technology">Technology</a>
<a href="/clients">For clients</a></div>
<div id="copy">
<h1>${headline}</h1>
<div class="slug">${section} | ${minute} | By ${byline}</div>
<div class="wire-text">
${text}
<p class="sign-off">Reporting by ${byline}; Editing by ${editor}</p>
</div>
</div>
<div id="latest"><h4>Latest on the wire</h4><ul>${related}</ul></div>
<div id="foot"><ul>${friends}</ul>Copyright 2026 ${site}. Republication by subscribers only.</div>
</body></html>
""")

ENGLISH = {"american-daily": AMERICAN_DAILY, "british-review": BRITISH_REVIEW, "wire": WIRE}
