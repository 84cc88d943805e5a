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

// TestReportsElliptic are reports whose recipient, act or date is left to the
// words around: rows, labels, brackets, the clause before.
func TestReportsElliptic(t *testing.T) {
	inLetter(t, "reports", []phrase{
		{"each has its own date behind it", "個人情報保護委員会には5月13日、所轄の警察には翌14日に、それぞれ届け出ております。", "police 2024-05-14, ppc 2024-05-13"},
		{"rows that end in a noun", "■経過\n5月13日　個人情報保護委員会へ一報\n5月14日　警察署に被害届（6月1日受理）\n5月15日　県へ速報", "local-government 2024-05-15, police 2024-05-14, ppc 2024-05-13"},
		{"dates in brackets, the month left out", "本件は個人情報保護委員会（5月13日）、東京都（同15日）に報告し、警視庁（17日）に相談しております。", "local-government 2024-05-15, police 2024-05-17, ppc 2024-05-13"},
		{"rows of recipients and dates", "関係機関への届出\n　個人情報保護委員会　2024年5月13日\n　丸の内警察署　2024年5月14日\n　日本情報経済社会推進協会　2024年5月15日", "jipdec 2024-05-15, police 2024-05-14, ppc 2024-05-13"},
		{"a final report to the same", "5月13日に個人情報保護委員会に速報し、6月10日に確報を行いました。", "ppc 2024-05-13, ppc 2024-06-10"},
		{"the day before the act", "所管の警察に5月14日に被害の届けを出しました。", "police 2024-05-14"},
		{"the act of a loss", "町教育委員会に報告し、指導を受けました。警察署に遺失の届けを行いました。", "local-government, police"},
		{"found and brought to the police", "お近くの交番に届けられた旨、警察から連絡がありました。", ""},
		{"brought by a finder", "交番に届けていただいた書類を受け取りました。", ""},
		{"two of finance", "金融庁および関東財務局に対し、法令に基づく報告を5月20日に行っております。", "fsa 2024-05-20"},
		{"promised", "個人情報保護委員会へは追って報告いたします。", "ppc"},
		{"the police work", "警察の捜査に全面的に協力しております。", ""},
		{"advice", "不審な電話がありましたら、最寄りの警察署にご相談ください。", ""},
		{"a ministry and a prefecture", "国土交通省及び神奈川県に5月13日、報告書を提出しました。", "local-government 2024-05-13, other 2024-05-13"},
		{"information given", "JPCERTコーディネーションセンターおよびIPAへ情報提供を行いました。", "ipa, jpcert"},
		{"a bureau, an office, a health centre", "5月13日、厚生労働省九州厚生局、県医務課及び保健所に一報を入れました。", "local-government 2024-05-13, mhlw 2024-05-13"},
		{"rows in columns", "５月１３日　文部科学省　報告\n５月１４日　警察　相談", "mext 2024-05-13, police 2024-05-14"},
		{"completed", "当社は、個人情報保護法第26条に基づき、個人情報保護委員会への報告を5月13日に完了しております。", "ppc 2024-05-13"},
		{"asked by a ministry", "経済産業省からの照会に対し、5月13日に回答しました。", ""},
		{"a complaint and its acceptance", "警察には5月13日に被害を申告し、14日に被害届が受理されました。", "police 2024-05-13, police 2024-05-14"},
		{"the supplier first", "委託先のA社は5月9日に個人情報保護委員会に報告しており、当社からも5月13日に報告しました。", "ppc 2024-05-09, ppc 2024-05-13"},
		{"nobody named", "監督官庁には適宜報告しております。", "supervisor"},
		{"other towns are no recipients", "他の自治体への影響　同じシステムを使用する10市町村にも事業者から連絡済みです。", ""},
		{"the ministry is the supervisor", "５月１３日、監督官庁である総務省に対し報告を行うとともに、警察へ通報いたしました。", "mic 2024-05-13, police 2024-05-13"},
		{"a heading that names nobody", "関係当局\n個人情報保護委員会（4月28日）、愛宕警察署（5月2日）に報告・相談をいたしました。", "police 2024-05-02, ppc 2024-04-28"},
		{"abroad", "現地のデータ保護当局に5月13日に通知しました。", "other 2024-05-13"},
		{"labels with dates", "個人情報保護委員会：2024年5月13日（速報）、6月10日（確報）\n警視庁：2024年5月14日", "police 2024-05-14, ppc 2024-05-13, ppc 2024-06-10"},
		{"guidance", "個人情報保護委員会からの指導に基づき、改善を進めております。", ""},
		{"no complaint", "警察へは被害届を提出しておりません。", ""},
		{"a ministry and a centre", "消費者庁、国民生活センターにも情報を共有しました。", "other"},
		{"the committee named before", "当社は6月3日に個人情報保護委員会へ報告し、6月10日に同委員会へ追加の報告を行いました。", "ppc 2024-06-03, ppc 2024-06-10"},
		{"also the police, some day", "5月13日に個人情報保護委員会へ報告し、警察にも被害を相談しております。", "police, ppc 2024-05-13"},
		{"complaint to nobody named", "6月7日、元社員を被疑者として刑事告訴しました。", "police 2024-06-07"},
		{"months", "2月に金融庁へ報告し、3月に警視庁に被害を相談しておりました。", "fsa 2024-02, police 2024-03"},
		{"an abbreviation in brackets", "5月12日に独立行政法人情報処理推進機構（IPA）へ届け出、5月15日に個人情報保護委員会へ報告いたしました。", "ipa 2024-05-12, ppc 2024-05-15"},
		{"prefectural police", "大阪府警にも相談している。", "police"},
		{"the committee and who supervises the trade", "5月13日、個人情報保護委員会および監督官庁に報告しました。", "ppc 2024-05-13, supervisor 2024-05-13"},
		{"police or us", "心当たりのない連絡がありましたら、警察か弊社にご相談ください。", ""},
		{"an officer of a police box", "5月13日、交番相談員が書類を受け取りました。", ""},
	})
}
