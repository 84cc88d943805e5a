package recognize_test

import "testing"

func TestTimelineIntrusion(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"the day goes with the act that was learnt of", "調査の結果、2024年5月8日に第三者が社内ネットワークに侵入したことが判明いたしました。", "2024-05-08 intrusion"},
		{"somebody came in", "2024年4月3日、第三者が弊社のサーバーに不正に侵入しました。", "2024-04-03 intrusion"},
		{"a page was tampered with", "2024年4月3日、弊社サイトの決済画面が改ざんされました。", "2024-04-03 intrusion"},
		{"attacked", "2024年4月3日、弊社のネットワークがサイバー攻撃を受けました。", "2024-04-03 intrusion"},
		{"mail sent astray", "2024年4月3日、担当者が誤って別のお客様へ電子メールを送信いたしました。", "2024-04-03 intrusion"},
		{"lost", "2024年4月3日、従業員が帰宅途中に業務用パソコンを紛失しました。", "2024-04-03 intrusion"},
		{"stolen", "2024年4月3日、従業員が車上荒らしに遭い、書類の入った鞄が盗まれました。", "2024-04-03 intrusion"},
		{"published by mistake", "2024年4月3日、個人情報を含むファイルを誤ってホームページに掲載しました。", "2024-04-03 intrusion"},
		{"a span", "2024年4月1日から4月3日までの間、第三者による不正アクセスを受けていました。", "2024-04-01..2024-04-03 intrusion"},
	})
}

func TestTimelineMoments(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"found by monitoring", "2024年5月10日、監視システムが異常な通信を検知いたしました。", "2024-05-10 discovered"},
		{"told by a card company", "2024年5月10日、一部のクレジットカード会社から、弊社サイトを利用したお客様のカード情報の流出懸念について連絡を受けました。", "2024-05-10 discovered"},
		{"told by a customer", "2024年5月10日、お客様からのお問い合わせにより発覚いたしました。", "2024-05-10 discovered"},
		{"came to light", "2024年5月10日、個人情報の漏えいが判明いたしました。", "2024-05-10 discovered"},
		{"cut off", "2024年5月11日、当該サーバーをネットワークから切り離しました。", "2024-05-11 contained"},
		{"closed the shop", "2024年5月11日、オンラインショップを閉鎖いたしました。", "2024-05-11 contained"},
		{"stopped cards", "2024年5月11日、弊社サイトでのカード決済を停止いたしました。", "2024-05-11 contained"},
		{"taken off the net", "2024年5月11日、当該ファイルを非公開といたしました。", "2024-05-11 contained"},
		{"got back", "2024年5月11日、誤って送付した書類を回収いたしました。", "2024-05-11 contained"},
		{"an investigation begins", "2024年5月13日、第三者調査機関による調査を開始いたしました。", "2024-05-13 investigation-started"},
		{"an investigation ends", "2024年5月31日、調査機関による調査が完了いたしました。", "2024-05-31 investigation-completed"},
		{"a report arrives", "2024年5月31日、調査会社より最終報告書を受領いたしました。", "2024-05-31 investigation-completed"},
		{"the number becomes known", "2024年6月3日、漏えいした可能性のある件数が1,234件であることを確認いたしました。", "2024-06-03 identified"},
		{"the cause is found", "2024年6月3日、原因を特定いたしました。", "2024-06-03 identified"},
		{"reported to the commission", "2024年5月13日、個人情報保護委員会へ報告いたしました。", "2024-05-13 reported"},
		{"consulted the police", "2024年5月13日、所轄警察署に相談いたしました。", "2024-05-13 reported"},
		{"told those concerned", "2024年6月5日、対象のお客様へ書面にて個別にご連絡いたしました。", "2024-06-05 notified"},
		{"apologised", "2024年6月5日、対象のお客様に電話で謝罪いたしました。", "2024-06-05 notified"},
		{"published earlier", "2024年5月15日、弊社ホームページにて第一報を公表いたしました。", "2024-05-15 published"},
		{"mended", "2024年6月7日、脆弱性の修正を完了いたしました。", "2024-06-07 remediated"},
		{"open again", "2024年6月10日、オンラインショップを再開いたしました。", "2024-06-10 resumed"},
		{"two happenings in one sentence", "2024年5月10日、カード会社から情報流出の懸念について連絡を受け、同日、カード決済を停止いたしました。", "2024-05-10 contained, 2024-05-10 discovered"},
		{"two reports in one sentence are one happening", "2024年5月13日、個人情報保護委員会および所轄警察署に報告いたしました。", "2024-05-13 reported"},
		{"rows of a chronology", "■経緯\n2024年5月10日　サーバーの異常を検知\n2024年5月11日　サーバーをネットワークから遮断\n2024年5月13日　個人情報保護委員会に報告\n2024年5月31日　調査完了", "2024-05-10 discovered, 2024-05-11 contained, 2024-05-13 reported, 2024-05-31 investigation-completed"},
		{"a chronology with the date on its own line", "■経緯\n2024年5月10日\n社内の監視によりサーバーの異常を検知しました。\n2024年5月11日\n当該サーバーをネットワークから遮断しました。", "2024-05-10 discovered, 2024-05-11 contained"},
	})
	inEnglish(t, "timeline", []phrase{
		{"English", "On May 11, 2024, we disconnected the server from the network. On May 13, 2024, we reported the incident to the Personal Information Protection Commission.", "2024-05-11 contained, 2024-05-13 reported"},
	})
	inLetter(t, "timeline", []phrase{
		{"nothing dated", "不正アクセスを検知し、直ちにサーバーをネットワークから遮断いたしました。", ""},
		{"planned stop of a service", "2024年6月30日をもって当該サービスを終了する予定です。", ""},
		{"planned notification", "対象のお客様には、2024年6月20日より順次書面にてご連絡いたします。", ""},
		{"the date of the data", "漏えいした可能性があるのは、2023年3月31日時点の会員名簿です。", ""},
		{"a log kept since", "アクセスログは2023年4月1日以降のものが保存されておりました。", ""},
		{"opening hours", "受付時間：2024年6月14日から6月30日まで　9時～18時", ""},
	})
}

// TestTimelineProse are happenings as real notices weave them.
func TestTimelineProse(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"a card leak's usual course", "2024年1月15日、一部のクレジットカード会社から、弊社サイトを利用したお客様のクレジットカード情報の流出懸念について連絡を受け、同日、弊社サイトでのカード決済を停止いたしました。同時に、第三者調査機関による調査も開始いたしました。2024年3月20日、調査機関による調査が完了し、2022年12月5日～2023年12月7日の期間に弊社サイトで購入されたお客様のクレジットカード情報が流出した可能性があることを確認いたしました。", "2024-01-15 contained, 2024-01-15 discovered, 2024-01-15 investigation-started, 2024-03-20 identified, 2024-03-20 investigation-completed"},
		{"ransomware", "2024年5月10日未明、当社サーバーに障害が発生しました。同日8時頃、出社した社員がランサムウェアによる暗号化を検知し、同日中に全サーバーをネットワークから遮断しました。5月11日、警察へ相談しました。", "2024-05-10 contained, 2024-05-10 discovered, 2024-05-10 intrusion, 2024-05-11 reported"},
		{"mail sent astray and asked to be deleted", "2024年5月10日15時頃、担当者が誤って全会員にメールを送信しました。同日16時頃、受信者からの指摘で判明し、同日中に対象の方へお詫びと削除のお願いをいたしました。", "2024-05-10 discovered, 2024-05-10 intrusion, 2024-05-10 notified"},
		{"lost and looked for", "2024年5月10日、職員がUSBメモリを紛失していることに気付き、翌11日に警察へ遺失届を提出しました。", "2024-05-10 discovered, 2024-05-11 reported"},
		{"found again", "2024年5月10日に紛失が判明した書類は、5月14日に発見され、回収いたしました。", "2024-05-10 discovered, 2024-05-14 contained"},
		{"reports on two days", "個人情報保護委員会へは2024年5月13日に速報を、2024年6月12日に確報を提出しております。", "2024-05-13 reported, 2024-06-12 reported"},
		{"published before, as the title", "2024年5月15日付「当社サーバーへの不正アクセスについて」にて公表いたしましたとおり、調査を進めてまいりました。", "2024-05-15 published"},
		{"a page made private at an hour", "2024年5月11日 9:40　当該ページを非公開に設定", "2024-05-11 contained"},
		{"settings corrected", "2024年5月11日、アクセス権限の設定を修正いたしました。", "2024-05-11 contained"},
		{"all services back", "2024年6月10日、全てのシステムの復旧が完了し、通常の業務を再開しております。", "2024-06-10 resumed"},
		{"arrow rows", "5/10　異常を検知 → 5/11　サーバー停止 → 5/13　警察に相談", "2024-05-10 discovered, 2024-05-11 contained, 2024-05-13 reported"},
	})
	inEnglish(t, "timeline", []phrase{
		{"began", "Our investigation found that an unauthorized third party accessed our network between March 3, 2024 and March 7, 2024.", "2024-03-03..2024-03-07 intrusion"},
		{"told", "On June 5, 2024, we notified the affected customers by e-mail.", "2024-06-05 notified"},
		{"done", "The investigation was completed on May 31, 2024.", "2024-05-31 investigation-completed"},
		{"to come", "We plan to resume the service on July 1, 2024.", ""},
		{"founded", "Our company was founded on April 1, 1998.", ""},
	})
}

// TestTimelineNothing are sentences with dates of which no happening comes.
func TestTimelineNothing(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"an answer expected", "調査の結果は2024年7月中旬頃に判明する見込みです。", ""},
		{"a prize draw", "2024年3月1日に実施したキャンペーンの応募者が対象です。", ""},
		{"a birthday", "1985年4月1日生まれの方が対象です。", ""},
		{"a certificate", "当社は2015年6月1日にプライバシーマークを取得しております。", ""},
		{"a guideline's edition", "「個人情報の保護に関する法律についてのガイドライン（2023年12月改正）」に準拠します。", ""},
		{"a patch's own day", "2023年11月14日に公開されたセキュリティ更新プログラムが未適用でした。", ""},
		{"results to be disclosed", "2024年8月9日に予定している第1四半期決算発表への影響はございません。", ""},
		{"an anniversary", "2024年5月10日、弊社は創業50周年を迎えました。", ""},
		{"a person joined", "当該社員は2022年4月1日に入社しました。", ""},
		{"a person left", "当該元社員は2023年3月31日に退職しております。", ""},
		{"a business year", "2024年3月期の連結業績予想に変更はございません。", ""},
		{"a term of payment", "お支払い期限は2024年6月30日です。", ""},
		{"a month of payments", "2024年7月末日までに再発行の手続きをお願いいたします。", ""},
		{"the age of the data", "対象は2019年度に申し込まれたお客様の情報です。", ""},
		{"hours of the desk", "専用窓口の受付は2024年6月14日から開始いたします。", ""},
		{"a minister's notice", "令和5年3月の厚生労働省の通知に従い、見直しを進めます。", ""},
		{"a closed day", "2024年6月15日および16日は休業日のため、ご返信にお時間をいただきます。", ""},
	})
}

// TestTimelineVaried tell the same happenings once more in other words.
func TestTimelineVaried(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"a letter sent off", "2024年4月3日に発送した書類に、別のお客様の書類が混入していました。5月10日、お客様からのご連絡により判明いたしました。", "2024-04-03 intrusion, 2024-05-10 discovered"},
		{"made visible by a release", "2024年4月3日のシステム更新以降、他の会員の情報が表示される状態となっていました。", "2024-04-03 intrusion"},
		{"lawyer and police", "2024年5月13日、弁護士および警察に相談いたしました。", "2024-05-13 reported"},
		{"shop closed for good measure", "2024年5月11日21時、被害拡大防止のため通販サイトを一時閉鎖いたしました。", "2024-05-11 contained"},
		{"experts asked", "2024年5月12日、外部の専門会社に調査を依頼し、調査に着手いたしました。", "2024-05-12 investigation-started"},
		{"letters sent", "2024年6月5日、該当する皆様宛てにお詫びの文書を発送いたしました。", "2024-06-05 notified"},
		{"phones again", "2024年6月10日より、通常どおり受付業務を再開しております。", "2024-06-10 resumed"},
		{"notice by the first one", "2024年5月20日、当社ウェブサイトにて本件を公表いたしました。", "2024-05-20 published"},
		{"patch done", "2024年5月25日、全機器への修正プログラムの適用を完了しました。", "2024-05-25 remediated"},
		{"the day the law changed", "2022年4月1日以降、報告が義務化されております。", ""},
		{"open since", "当サイトは2016年9月1日より運営しております。", ""},
		{"board to meet", "2024年6月25日開催の取締役会において再発防止策を決議する予定です。", ""},
	})
}

// The day on which an earlier notice came out is no day of what it told of.
func TestTimelineOfEarlierNotices(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"told of", "5月10日にお知らせいたしました会員サイトへの不正ログインについて、その後の調査により、不正ログインされたアカウントは1,187件であることが判明いたしました。", "2024-05-10 published"},
		{"told and gathered", "5月10日にお知らせした請求書の誤送付について、誤って届いた請求書はすべて未開封のまま回収いたしました。", "2024-05-10 published"},
		{"announced", "5月10日に発表いたしました件につきまして、調査が完了いたしました。", "2024-05-10 published"},
		{"another incident led to measures", "本市では令和6年3月30日に公表した事案を受け、再発防止に取り組んでいたところ、再びこのような事態となりました。", ""},
		{"another incident", "なお、本件は2024年4月2日に公表した事案とは別の事案です。", ""},
		{"last month's", "なお、先月にも誤送信事案を公表したところであり、重ねてお詫び申し上げます。", ""},
	})
}

// A subject before the date and the act behind it: the day is the act's.
func TestTimelineBetweenSubjectAndAct(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"alone", "弊社が提供するメール配信サービスの管理サーバーが、2024年3月4日、第三者による不正アクセスを受けました。", "2024-03-04 intrusion"},
		{"and what came of it", "配信会社のサーバーが、2024年4月14日、第三者による不正アクセスを受け、弊社のお客様の情報が流出した可能性があることが判明いたしました。", "2024-04-14 intrusion"},
		{"with に", "委託先のサーバーが、2024年4月14日に第三者による不正アクセスを受け、会員様の情報が流出した可能性があるとの報告を4月18日に受けました。", "2024-04-14 intrusion, 2024-04-18 discovered"},
		{"sent before", "2024年4月6日、請求書を別の組合員様に封入して発送していたことが判明いたしました。", "2024-04-06 discovered"},
	})
	inEnglish(t, "timeline", []phrase{
		{"unauthorized activity", "On May 1, 2024, Minato Trading detected unauthorized activity on part of its network.", "2024-05-01 discovered"},
		{"began", "The unauthorized access began on January 29, 2024, earlier than we first reported.", "2024-01-29 intrusion"},
	})
}

// What later notices tell, and how days are written in columns.
func TestTimelineOfFollowUps(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"spaced days", "これまでの経過\n 5/ 8(水) 監視システムが異常を検知\n 5/13(月) 個人情報保護委員会へ報告", "2024-05-08 discovered, 2024-05-13 reported"},
		{"two earlier notices", "3月15日及び4月2日に公表しました不正アクセスにつきまして、調査の結果をご報告します。", "2024-03-15 published, 2024-04-02 published"},
		{"told by mail", "対象の皆様には、6月1日に電子メールでお知らせいたしました。", "2024-06-01 notified"},
		{"told over some days", "対象の皆様には、4月20日から26日にかけて、郵便でお知らせいたしました。", "2024-04-20..2024-04-26 notified"},
		{"an interim report", "5月10日に公表いたしました件につき、5月28日、調査機関から中間報告を受け、個人情報の漏えいを確認いたしました。", "2024-05-10 published, 2024-05-28 identified"},
		{"a row that goes on", "経緯\n・5月21日、警視庁に相談。個人情報保護委員会に報告。", "2024-05-21 reported"},
		{"to come", "調査が終わるのは7月下旬の見込みで、判明し次第お知らせします。", ""},
		{"what was lost was found", "6月2日、警察から、書類の入った鞄が公園で見つかったとの連絡があり、回収しました。", "2024-06-02 contained"},
	})
	whole(t, "published", []phrase{
		{"an era in brackets", "2024（令和6）年3月1日\n\n白樺谷町からのお知らせ\n\nサポート詐欺によるパソコンの遠隔操作について\n\n利用者の個人情報が漏えいしたおそれがあります。\n", "2024-03-01"},
		{"below, above the signature", "ＦＡＸの誤送信について\n\n2023年11月2日、診療情報提供書をFAXで誤って送信しました。ご連絡により判明し、用紙を回収しました。深くお詫び申し上げます。今後は番号の確認を徹底いたします。\n\n2023年11月10日\n社会医療法人蒼樹会 こもれび中央病院\n病院長　外間 大輔\n", "2023-11-10"},
	})
	whole(t, "organization", []phrase{
		{"a facility in a signature", "ＦＡＸの誤送信について\n\n2023年11月2日、診療情報提供書をFAXで誤って送信しました。ご連絡により判明し、用紙を回収しました。深くお詫び申し上げます。今後は番号の確認を徹底いたします。\n\n2023年11月10日\n社会医療法人蒼樹会 こもれび中央病院\n", "社会医療法人蒼樹会 こもれび中央病院"},
		{"a short legal form", "2024年6月28日\n\n(一財)ほしみ検定協会\n\n不正アクセスに関する調査結果について\n\n調査が完了しましたので、結果をご報告します。深くお詫び申し上げます。\n", "(一財)ほしみ検定協会"},
		{"a school of a city", "令和4年6月10日\n\n保護者の皆様\n\nあおば市立槻の木小学校\n\n個人情報が記載された文書の誤配布について\n\n児童の個人情報が記載された文書を誤って配布しました。お詫び申し上げます。\n", "あおば市立槻の木小学校"},
	})
}

func TestTimelineOfFirstNotices(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"confirmed", "2024年5月19日、弊社のサーバーが不正アクセスを受けたことを確認いたしました。応募者の個人情報が流出した可能性があり、調査を進めております。", "2024-05-19 discovered"},
		{"sent before", "2024年4月6日、組合員様宛の請求書を別の組合員様に封入して発送していたことが判明いたしました。", "2024-04-06 discovered"},
		{"confirmed after what was told", "4月10日にお知らせした請求書の誤送付について、請求書はすべて未開封のまま回収いたしました。これにより、個人情報の漏えいはなかったことを確認いたしました。", "2024-04-10 published"},
	})
}

// A row of a chronology ends at an empty line.
func TestTimelineRowsEnd(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"what comes later", "当社の対応\n　5/15　外部調査会社による調査を開始\n　5/29　多要素認証の導入を完了\n\n　流出した情報が悪用された事実は確認されておりません。\n　最終的な調査結果は、まとまり次第公表します。", "2024-05-15 investigation-started, 2024-05-29 remediated"},
		{"told of an attack", "経緯\n　5月10日　委託先の会社から、不正アクセスを受けたとの電子メールを受信。", "2024-05-10 discovered"},
		{"told that it had been altered", "経緯\n・5月28日 委託先の株式会社海辺データから、同社のプログラムが改ざんされていたとの知らせを受けました。", "2024-05-28 discovered"},
		{"what was made of it", "経緯\n5月9日午前5時40分頃、夜勤者がシステムに接続できないことに気付き、調べたところ、データが暗号化されていることを確認いたしました。ランサムウェアによる攻撃を受けたものと判断しております。", "2024-05-09 discovered"},
		{"told by letter over weeks", "対象の方には5月15日から6月10日にかけて書面によりお知らせいたしました。", "2024-05-15..2024-06-10 notified"},
		{"told an authority twice", "対応\n文部科学省に5月30日（第一報）及び6月6日に報告した。", "2024-05-30 reported, 2024-06-06 reported"},
	})
}
