package com.whitelabelcro.camel.page;

/** Text as HTML. */
final class Html {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="htmx-config" content='{"includeIndicatorStyles":false,"allowEval":false,"selfRequestsOnly":true}'>
            <link rel="icon" href="/page/icon.svg">
            <link rel="stylesheet" href="/page/page.css">
            <script src="/page/htmx.js" defer></script>
            """;
    private static final String TOP = """
            <body>
            <a class="skip" href="#main">Skip to content</a>
            <header><nav aria-label="Pages"><a href="/">Overview</a> <a href="/failed">Failed records</a></nav></header>
            <main id="main">
            """;

    private Html() {}

    /** Escapes text for content and for attributes in double quotes. */
    static String escape(Object text) {
        return String.valueOf(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A cell of a table. Its heading is an attribute, which the style shows on narrow screens. */
    static String cell(String heading, String html) {
        return "<td data-heading=\"" + escape(heading) + "\">" + html + "</td>";
    }

    /** A whole page. */
    static String page(String title, String main) {
        return HEAD + "<title>" + escape(title) + " · WhiteLabelCRO</title>\n</head>\n" + TOP + "<h1>" + escape(title) + "</h1>\n"
                + main + "</main>\n</body>\n</html>\n";
    }
}
