package io.exportcomments.site;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Marks comments, texts and words of a language in listings. */
final class CodeColors {
    private static final String JAVA_WORDS =
            "abstract|assert|boolean|break|byte|case|catch|char|class|continue|default|do|double|else|enum|extends|final"
                    + "|finally|float|for|if|implements|import|instanceof|int|interface|long|new|null|package|private"
                    + "|protected|public|record|return|sealed|short|static|super|switch|synchronized|this|throw|throws"
                    + "|true|false|try|var|void|volatile|while|yield";
    private static final String TEXT = "(?<text>\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*')";
    private static final String HASH_COMMENT = "(?<comment>(?m:(?<=^|\\s)#.*$))";

    private static final Map<String, Pattern> LANGUAGES = Map.of(
            "java",
            Pattern.compile(
                    "(?<comment>//.*|(?s:/\\*.*?\\*/))|" + TEXT + "|(?<word>@\\w+|\\b(?:" + JAVA_WORDS + ")\\b)"),
            "sh",
            Pattern.compile(HASH_COMMENT + "|" + TEXT + "|(?<word>(?<=\\s)--?[a-zA-Z][\\w-]*|\\$\\w+)"),
            "xml",
            Pattern.compile("(?<comment>(?s:<!--.*?-->))|" + TEXT + "|(?<word></?[\\w:.-]+|/?>)"),
            "json",
            Pattern.compile(
                    "(?<comment>(?!))|(?<word>\"(?:\\\\.|[^\"\\\\])*\"(?=\\s*:)|\\b(?:true|false|null)\\b)|" + TEXT),
            "properties",
            Pattern.compile(HASH_COMMENT + "|(?<text>(?!))|(?<word>(?m:^[\\w.\\[\\]-]+(?=\\s*=)))"),
            "toml",
            Pattern.compile(HASH_COMMENT + "|" + TEXT + "|(?<word>(?m:^\\[.*\\]$)|(?m:^[\\w.-]+(?=\\s*=)))"));

    private CodeColors() {}

    /** The HTML of a listing; without marks where the language is not known. */
    static String html(String language, String code) {
        Pattern pattern = LANGUAGES.get(language);
        if (pattern == null) {
            return Markup.escape(code);
        }
        StringBuilder html = new StringBuilder();
        Matcher matcher = pattern.matcher(code);
        int end = 0;
        while (matcher.find()) {
            html.append(Markup.escape(code.substring(end, matcher.start())))
                    .append("<span class=\"")
                    .append(kind(matcher))
                    .append("\">")
                    .append(Markup.escape(matcher.group()))
                    .append("</span>");
            end = matcher.end();
        }
        return html.append(Markup.escape(code.substring(end))).toString();
    }

    private static String kind(Matcher matcher) {
        if (matcher.group("comment") != null) {
            return "comment";
        }
        return matcher.group("text") == null ? "word" : "text";
    }
}
