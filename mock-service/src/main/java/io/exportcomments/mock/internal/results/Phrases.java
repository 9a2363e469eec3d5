package io.exportcomments.mock.internal.results;

import java.util.List;

/** What people write, in many scripts, and what spreadsheets and parsers stumble over. */
final class Phrases {

    static final List<String> AUTHORS = List.of(
            "Maya",
            "José Ángel",
            "Łukasz",
            "Дмитрий",
            "Ελένη",
            "أحمد",
            "דנה",
            "さくら",
            "王小明",
            "민준",
            "प्रिया",
            "สมชาย",
            "Zoë 🌻",
            "O'Neill, \"Red\"",
            "user",
            "Thủy");

    static final List<String> TEXTS = List.of(
            "This is the best explanation I have seen so far.",
            "First!",
            "Ça marche très bien, merci à toute l'équipe 🙏",
            "Übrigens: bei mir lädt das Bild nicht …",
            "Спасибо за видео, очень помогло!",
            "Πολύ ωραίο, ευχαριστώ",
            "شكرا جزيلا على هذا الفيديو الرائع ❤️",
            "תודה רבה, זה עזר לי מאוד",
            "素晴らしい動画ですね。また見ます!",
            "这个视频太棒了,已经分享给朋友",
            "정말 유익한 영상이에요 👍",
            "बहुत बढ़िया, धन्यवाद",
            "ขอบคุณมากครับ",
            "😂😂😂 👨‍👩‍👧‍👦 🏳️‍🌈",
            "Z͑̓a̾l̈́g̀o cafe\u0301 vs café",
            "=SUM(A1:A9) is what I typed",
            "+1",
            "-1, sorry",
            "@maya look at this",
            "<b>not bold</b> & \"quoted\" 'text', with; separators\tand a tab",
            "Two lines:\nsecond line",
            "  spaces around  ",
            "12:34 that moment",
            "https://example.com/?a=1&b=2",
            "null",
            "0012");

    private Phrases() {}
}
