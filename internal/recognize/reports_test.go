package recognize_test

import "testing"

func TestReports(t *testing.T) {
	inLetter(t, "reports", []phrase{
		{"the commission, dated", "2024年5月13日、個人情報保護委員会へ報告いたしました。", "ppc 2024-05-13"},
		{"the commission, undated", "本件につきましては、個人情報保護委員会へ報告済みです。", "ppc"},
		{"the police", "所轄警察署へ被害届を提出いたしました。", "police"},
		{"consulted the prefecture's police", "県警サイバー犯罪対策課に相談しております。", "police"},
		{"two on different days", "監督官庁である個人情報保護委員会には2024年5月13日に報告しており、また、所轄警察署にも2024年5月20日に被害申告しております。", "police 2024-05-20, ppc 2024-05-13"},
		{"two on one day", "2024年5月13日、個人情報保護委員会および所轄警察署へ報告いたしました。", "police 2024-05-13, ppc 2024-05-13"},
		{"preliminary and final", "個人情報保護委員会へは、2024年5月13日に速報を、2024年6月12日に確報を提出いたしました。", "ppc 2024-05-13, ppc 2024-06-12"},
		{"financial", "金融庁に対し報告を行いました。", "fsa"},
		{"communications", "総務省に対し報告を行いました。", "mic"},
		{"industry", "経済産業省へ報告いたしました。", "meti"},
		{"health", "厚生労働省へ報告いたしました。", "mhlw"},
		{"education ministry", "文部科学省へ報告いたしました。", "mext"},
		{"education board", "市教育委員会へ報告いたしました。", "local-government"},
		{"prefecture", "県に報告いたしました。", "local-government"},
		{"privacy mark", "一般財団法人日本情報経済社会推進協会（JIPDEC）へ報告いたしました。", "jipdec"},
		{"security bodies", "独立行政法人情報処理推進機構（IPA）およびJPCERT/CCに届け出ております。", "ipa, jpcert"},
		{"unnamed authority", "監督官庁への報告を行っております。", "supervisor"},
		{"unnamed bodies", "関係機関へ報告いたしました。", "other"},
		{"unnamed beside a named one", "個人情報保護委員会をはじめとする関係機関へ報告いたしました。", "ppc"},
		{"planned", "個人情報保護委員会へ報告する予定です。", "ppc"},
		{"an undated one adds nothing to a dated one", "2024年5月13日、個人情報保護委員会へ報告いたしました。\n\n今後も個人情報保護委員会への報告を行ってまいります。", "ppc 2024-05-13"},
	})
	inEnglish(t, "reports", []phrase{
		{"English", "We have reported this matter to the Personal Information Protection Commission and the police.", "police, ppc"},
	})
	inLetter(t, "reports", []phrase{
		{"to the board", "2024年5月13日、取締役会に報告いたしました。", ""},
		{"to a superior", "当該職員は上司に報告しました。", ""},
		{"to card companies", "クレジットカード会社へ報告いたしました。", ""},
		{"to those concerned", "調査結果につきましては、改めてお客様へご報告いたします。", ""},
		{"from the police", "2024年5月10日、警察から情報流出の可能性について連絡を受けました。", ""},
		{"advice to readers", "不審な電話があった場合は、最寄りの警察署へご相談ください。", ""},
		{"guidance of an authority", "経済産業省のガイドラインに従い、再発防止に努めてまいります。", ""},
		{"the name of a law", "個人情報保護法に基づき適切に対応いたします。", ""},
		{"from the supplier to us", "2024年5月10日、委託先から当社へ報告がありました。", ""},
	})
}

// TestReportsAround are reports in chronologies and in other words.
func TestReportsAround(t *testing.T) {
	inLetter(t, "reports", []phrase{
		{"a row", "・2024年5月13日　個人情報保護委員会へ速報を提出", "ppc 2024-05-13"},
		{"same day", "2024年5月10日、不正アクセスを検知し、同日、警察に相談いたしました。", "police 2024-05-10"},
		{"lost property", "2024年5月11日、最寄りの警察署に遺失届を提出いたしました。", "police 2024-05-11"},
		{"finance bureau", "関東財務局に報告いたしました。", "fsa"},
		{"city hall", "委託元であるしおかぜ市に報告いたしました。", "local-government"},
		{"stock exchange", "東京証券取引所に報告いたしました。", "other"},
		{"direct-marketing association", "公益社団法人日本通信販売協会（JADMA）に報告いたしました。", "jadma"},
		{"abroad", "英国の情報コミッショナーオフィス（ICO）へ報告いたしました。", "other"},
		{"report and guidance", "個人情報保護委員会へ報告し、その指導を受けながら対応を進めております。", "ppc"},
		{"not reported to the police", "なお、警察への届出は行っておりません。", ""},
		{"no report needed", "個人情報保護委員会への報告は不要と判断しました。", ""},
		{"reported, and nothing found", "個人情報保護委員会へ報告しましたが、不正利用は確認されておりません。", "ppc"},
		{"police are investigating", "警察の捜査に全面的に協力してまいります。", ""},
		{"reported in the papers", "本件は2024年6月1日に新聞で報道されました。", ""},
	})
}
