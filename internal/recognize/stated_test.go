package recognize_test

import "testing"

// TestTimelineTold are ways to say that word of the incident came in.
func TestTimelineWordCame(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"an enquiry taken up", "2024年5月10日、受信された取引先の方から照会を頂き、判明したものであります。", "2024-05-10 discovered"},
		{"calls one after another", "2024年5月10日、複数のお客様から電話が相次ぎ、発覚いたしました。", "2024-05-10 discovered"},
		{"an objection came by mail", "2024年5月10日、応募者の1人から「ほかの人の名前が見える」とメールで指摘があり、事態を把握しました。", "2024-05-10 discovered"},
		{"word was given", "2024年5月10日、会員の方より「別の方の明細が入っている」との一報を頂戴しました。", "2024-05-10 discovered"},
		{"calls in the plural", "2024年5月10日、保護者の方から数件のお電話を頂戴し、誤りに気付きました。", "2024-05-10 discovered"},
		{"kindly told", "2024年5月10日、取引先のご担当者様が不審なメールが届いていると教えてくださいました。", "2024-05-10 discovered"},
		{"a complaint", "2024年5月10日、利用者から苦情が寄せられ、事案が明らかになりました。", "2024-05-10 discovered"},
		{"brought to the counter", "2024年5月10日、市民の方が窓口に来庁され、別人の書類が届いたとの申出がありました。", "2024-05-10 discovered"},
		{"could not connect", "2024年5月10日朝、出社した従業員が予約システムへ接続できないことに気がつきました。", "2024-05-10 discovered"},
		{"noticed odd behaviour", "2024年5月10日、担当者がサーバーの動作が極端に遅いことを不審に思い、調べたところ、不正なプログラムを見つけました。", "2024-05-10 discovered"},
		{"learnt of in an audit", "2024年5月10日、操作記録の点検において、夜間の検索が突出して多いことを把握した。", "2024-05-10 discovered"},
		{"a ransom note", "2024年5月10日、サーバーの画面に金銭を要求する文面が表示されていることを職員が発見した。", "2024-05-10 discovered"},
		{"what was lost was found, they said", "2024年5月8日、車内に置いた書類がないことに気付き、盗難と判明しました。5月24日、書類ケースが用水路で見つかった、との連絡が警察からありました。", "2024-05-08 discovered"},
	})
}

// TestTimelineBegan are ways to say when it happened.
func TestTimelineBegan(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"out of use since the morning", "2024年5月10日の朝から、受注システムがご利用いただけない状態となっております。当組合のサーバーに対する外部からの不正アクセスによるものです。", "2024-05-10 intrusion"},
		{"stopped working before dawn", "2024年5月10日の未明から、サイバー攻撃により料金計算のシステムが動かなくなりました。", "2024-05-10 intrusion"},
		{"broke down", "2024年5月10日午前3時ごろ、ランサムウェアによる攻撃を受け、基幹システムが停止いたしました。", "2024-05-10 intrusion"},
		{"the days are those of the act", "2024年4月2日、カード会社から連絡を受けました。2024年5月31日、調査の結果、2024年3月18日に最初の改ざんが行われ、お客様のカード情報が流出した可能性があることを確認いたしました。", "2024-03-18 intrusion, 2024-04-02 discovered, 2024-05-31 identified"},
		{"a web shell set", "2024年3月6日にこれを悪用されて不正なプログラム（ウェブシェル）を設置されました。", "2024-03-06 intrusion"},
		{"a dump made", "2024年3月11日にはデータベースの全件を書き出す操作が行われていました。", "2024-03-11 intrusion"},
		{"a password given away", "2024年5月8日に、従業員が偽のログイン画面にIDとパスワードを入力してしまいました。", "2024-05-08 intrusion"},
		{"handed to the wrong person", "2024年5月8日、窓口において、A様の書類を誤ってB様にお渡ししました。", "2024-05-08 intrusion"},
		{"left on a train", "2024年5月8日の夜、職員が電車内に鞄を置き忘れました。", "2024-05-08 intrusion"},
		{"a row of dispatch", "■事故の内容\n発送　2024年5月8日　郵便局へ差出し\n誤って別の方の書面を封入して発送したものです。", "2024-05-08 intrusion"},
		{"fraudulent logins found to be many", "2024年5月8日から5月10日にかけて、外部から大量のログイン試行が行われ、一部の会員様のアカウントで不正ログインが成立しました。", "2024-05-08..2024-05-10 intrusion"},
		{"private use", "2024年4月18日から5月9日にかけて、当該スタッフが、お客さま3名の携帯電話番号を個人のスマートフォンに登録し、私的なメッセージを送信しておりました。", "2024-04-18..2024-05-09 intrusion"},
		{"entered from one day to the next", "サーバに対し、5月22日から同月23日にかけて第三者による侵入があったもの。", "2024-05-22..2024-05-23 intrusion"},
	})
}

// TestTimelineStopped are ways to say that it was brought to an end.
func TestTimelineStopped(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"had it closed", "2024年5月14日、県が会社に連絡して、フォームを閉鎖させました。", "2024-05-14 contained"},
		{"taken off the site", "2024年5月14日、本学はただちにファイルをサイトから取り下げ、個人情報を含まないものに差し替えました。", "2024-05-14 contained"},
		{"sharing undone", "2024年5月14日　教員が資料を削除し、フォルダの共有を解除", "2024-05-14 contained"},
		{"held back what was not sent", "2024年5月14日　該当ロットの作業を中止し、倉庫にあった未発送分を留め置き", "2024-05-14 contained"},
		{"all were found stopped", "2024年5月14日　該当する代理店に対し、一斉送信の中止を要請し、同日までに全て停止されたことを確認", "2024-05-14 contained"},
		{"an account stopped at an hour", "2024年5月12日、社員1名のアカウントから不審なメールが送信されておりました。午後2時に当該アカウントを停止しております。", "2024-05-12 contained, 2024-05-12 intrusion"},
		{"taken apart from the net", "2024年5月14日、全てのサーバーを外部のネットワークから遮断するとともに、VPN機器の電源を落としました。", "2024-05-14 contained"},
		{"no state of affairs", "2024年5月20日現在　161通を回収済み", ""},
		{"rights withdrawn", "2024年5月14日、当該職員の利用権限を停止した。", "2024-05-14 contained"},
		{"passwords changed", "2024年5月14日、管理者パスワードを変更し、不正なアクセス経路を塞ぎました。", "2024-05-14 contained"},
	})
}

// TestTimelineLookedInto are ways to say that it was investigated.
func TestTimelineLookedInto(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"under way since", "2024年5月22日からセキュリティ専門業者が調査中であり、終了は9月末の見込みです。", "2024-05-22 investigation-started"},
		{"since, with a particle", "2024年5月15日（水）からは外部の専門会社によるフォレンジック調査を行い、6月6日（木）に調査報告書を受け取りました。", "2024-05-15 investigation-started, 2024-06-06 investigation-completed"},
		{"pursued since", "外部事業者によるフォレンジック調査を5月27日より進めており、結果は7月下旬にまとまる見込みです。", "2024-05-27 investigation-started"},
		{"records and hearings", "2024年5月7日から5月15日まで、操作記録の分析並びに本人及び知人からの聴き取りを行った。", "2024-05-07..2024-05-15 investigation-started"},
		{"begun and ended", "これを受けて、5月8日から本部による全店の実地調査を行い、6月2日に終了したものです。", "2024-05-08 investigation-started, 2024-06-02 investigation-completed"},
		{"handed to experts", "2024年5月13日、外部のフォレンジック専門会社に、ログの解析と侵入経路の調査をお願いしました。", "2024-05-13 investigation-started"},
		{"asked them to look", "5月29日から専門業者に調べてもらっています。", "2024-05-29 investigation-started"},
		{"results came in", "2024年6月6日に専門会社から調査結果の報告がありました。", "2024-06-06 investigation-completed"},
		{"the circle was fixed", "2024年6月7日に対象となる件数を確定しました。", "2024-06-07 identified"},
		{"who had seen it", "2024年5月20日　生徒から担任に「先生用の表が見える」と申出\n2024年5月21日　教育支援課が操作履歴を確認。2年生12人の端末から資料が開かれていたことを確認", "2024-05-20 discovered, 2024-05-21 identified"},
	})
}

// TestTimelineWarned are ways to say that those concerned, or all, were told.
func TestTimelineWarned(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"letters handed out over days", "■経過\n2024年5月20日～6月8日　組合員のみなさまにお手紙を配付", "2024-05-20..2024-06-08 notified"},
		{"warned", "メールを交換した履歴のあるお取引先には5月17日から電話又はメールにて個別に注意を呼び掛けております。", "2024-05-17 notified"},
		{"met in person", "2024年5月12日　3名のお客さま全員に店長と営業部長が直接お会いしておわび", "2024-05-12 notified"},
		{"a meeting of parents", "2024年5月23日　2学年の緊急保護者会", "2024-05-23 notified"},
		{"began to tell", "一、5月15日　お取引先様へお詫びと当該メールの削除をお願いするご連絡を、電話およびメールにて開始いたしました。", "2024-05-15 notified"},
		{"a range broken over lines", "■経緯\n５月１５日（水）\n～１９日（日）　誤送付先及び対象者を職員が戸別に訪問し、謝罪", "2024-05-15..2024-05-19 notified"},
		{"wrote", "2024年5月15日、対象となる患者様全員に謝罪文を郵送しました。", "2024-05-15 notified"},
		{"a notice with its title", "2024年5月5日に「システム侵害の疑いに伴うサイト一時閉鎖のお知らせ」を掲載し、第三者調査機関による調査を進めてまいりました。", "2024-05-05 published"},
		{"to the press", "2024年5月16日、市は記者会見を開き、経緯を説明しました。", "2024-05-16 published"},
		{"the warning on the site", "2024年5月17日、当社ホームページに注意喚起を掲載いたしました。", "2024-05-17 published"},
	})
}

// TestReportsStated are ways to say to whom it was reported.
func TestReportsStated(t *testing.T) {
	inLetter(t, "reports", []phrase{
		{"items lost are told to the police", "2024年5月27日、上司に報告しました。病院は同日、凪浜署に遺失物届を出し、6月1日に国の個人情報保護委員会に報告しました。", "police 2024-05-27, ppc 2024-06-01"},
		{"a shared word has no day", "金融庁に5月8日に、警視庁に5月9日に報告・相談しており、日本証券業協会とも情報を共有しています。", "fsa 2024-05-08, other, police 2024-05-09"},
		{"to be done by a day", "2024年5月6日、個人情報保護委員会に速報を提出しました。確報は、7月1日までに個人情報保護委員会に提出する予定です。", "ppc 2024-05-06"},
		{"rows of a list", "■届出など\n5月6日　県警察、県医療政策課、保健所\n5月9日　個人情報保護委員会（速報）\n5月16日　緑川警察署（被害届）", "local-government 2024-05-06, police 2024-05-06, police 2024-05-16, ppc 2024-05-09"},
		{"two sentences in a row", "■経過\n5/2　個人情報保護委員会に報告。5/5　県の保健所に報告。", "local-government 2024-05-05, ppc 2024-05-02"},
		{"each its day", "個人情報保護委員会へは5月13日、県警へは5月14日に、それぞれ報告いたしました。", "police 2024-05-14, ppc 2024-05-13"},
		{"before the comma", "5月7日に個人情報保護委員会、翌8日に東野県へ報告。", "local-government 2024-05-08, ppc 2024-05-07"},
		{"handed in a paper", "2024年5月13日付で個人情報保護委員会に漏えい等報告書を提出しました。", "ppc 2024-05-13"},
		{"damage reported", "5月24日、ネットワークを遮断し、警察へ被害を届けた。", "police 2024-05-24"},
		{"told by the supplier", "委託先からも2024年5月13日に個人情報保護委員会へ報告がなされています。", "ppc 2024-05-13"},
		{"under the law", "2024年5月13日、個人情報の保護に関する法律第26条に基づき、個人情報保護委員会に報告いたしました。", "ppc 2024-05-13"},
	})
}

// TestPublishedUnder are dates of publication below the text.
func TestPublishedUnder(t *testing.T) {
	whole(t, "published", []phrase{
		{"in a credit", "SecurityNote\n\n健診予約システムの委託先でランサム被害、組合員情報に影響\n\n東野県職員共済会は、人間ドックの予約管理業務を委託している株式会社ケンポスリンクがランサムウェアの被害に遭い、組合員の個人情報が流出した可能性があることを明らかにした。\n\n3月24日、同社はネットワークを遮断し、警察へ被害を届けた。\n\n（SecurityNote - 2025/04/15 ）\n\n関連記事\n　業務委託先でランサム被害、顧客情報流出の可能性", "2025-04-15"},
		{"beside the signature", "来院された皆さまへ\n\n問診票の紛失について\n\n8月27日の診療終了後に書類を整理していたところ、初診の方11名分の問診票が見当たらないことが分かりました。\n\n11名の方には29日に院長よりお電話でお詫びいたしました。\n\n今後は、記入済みの問診票を施錠した棚で保管いたします。\n\n2024年8月30日　　はなみずき耳鼻咽喉科医院　院長　蓮池　亮\n（電話 0000-71-3387　木曜・日曜・祝日休診）", "2024-08-30"},
		{"a row is none", "問診票の紛失について\n\n8月27日の診療終了後に書類を整理していたところ、初診の方11名分の問診票が見当たらないことが分かりました。\n\n11名の方には29日に院長よりお電話でお詫びいたしました。\n\n経過\n2024年8月27日　紛失に気付く\n2024年8月30日　個人情報保護委員会に報告\n2024年8月31日　院内を再度捜索", ""},
	})
}

// TestTimelineStated are happenings in the words of towns, schools, hospitals
// and shops.
func TestTimelineStated(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"put on a site with a hidden sheet", "個人情報を含むファイルを誤って掲載したことが判明いたしました。2024年5月16日10時に、試験結果の統計資料を、入試情報サイトに掲載いたしました。受験者の一覧が非表示のシートとして残っていることが、同日14時20分に、保護者の方からのお電話で分かりました。", "2024-05-16 discovered, 2024-05-16 intrusion"},
		{"given out at a counter", "5月8日、窓口で証明書を交付する際、別の方の証明書を誤って交付しました。5月9日、受け取った方からの申出により判明し、職員が訪問して回収しました。", "2024-05-08 intrusion, 2024-05-09 contained, 2024-05-09 discovered"},
		{"all addressees in one field", "5月8日15時、担当者が参加者120名に案内メールを送る際、BCCに入れるべきところを宛先に入れて送信しました。15時30分、受信者からの指摘で誤送信に気付き、全員にお詫びと削除依頼のメールを送りました。", "2024-05-08 discovered, 2024-05-08 intrusion, 2024-05-08 notified"},
		{"an account taken over", "5月8日未明、当店の公式アカウントが第三者に乗っ取られ、身に覚えのない投稿が行われました。5月9日、運営会社の協力によりアカウントを取り戻しました。", "2024-05-08 intrusion, 2024-05-09 contained"},
		{"broken into", "5月8日夜から9日朝にかけて、事務所に何者かが侵入し、ノートパソコン2台が盗まれました。", "2024-05-08..2024-05-09 intrusion"},
		{"the month alone", "2024年3月、開発会社が行った設定変更により、フォームの回答が外部から閲覧できる状態となりました。5月8日に外部の方からの通報で発覚し、同日中に設定を修正しました。", "2024-03 intrusion, 2024-05-08 contained, 2024-05-08 discovered"},
		{"police told first", "2024年5月8日、警視庁サイバー犯罪対策課から、当社の会員情報がダークウェブ上に掲載されているとの情報提供を受けました。", "2024-05-08 discovered"},
		{"an outside report of a weakness", "2024年5月8日、IPAを通じて、当社サイトに脆弱性があるとの届出を受領しました。5月10日にプログラムの修正を完了しています。", "2024-05-08 discovered, 2024-05-10 remediated"},
		{"back at work", "2024年5月20日、電子カルテシステムが復旧し、外来診療を通常どおり再開しました。", "2024-05-20 resumed"},
		{"reopened in steps", "2024年5月20日より、一部のサービスを順次再開しております。", "2024-05-20 resumed"},
		{"disclosed on time", "2024年5月20日、適時開示「当社サーバーへの不正アクセスについて」を公表しました。", "2024-05-20 published"},
		{"all passwords set anew", "2024年5月12日、全会員のパスワードをリセットし、対象の方にメールで再設定のお願いをお送りしました。", "2024-05-12 notified"},
		{"multi-factor done", "2024年5月25日、すべてのお客さまを対象に、ログイン時の多要素認証の必須化を完了しました。", "2024-05-25 remediated"},
		{"a patch", "2024年5月25日　VPN機器のファームウェアを最新版に更新", "2024-05-25 remediated"},
		{"an inquiry's committee", "2024年5月27日、外部の弁護士と専門家からなる調査委員会を設置しました。", "2024-05-27 investigation-started"},
		{"no incident: a lecture", "2024年5月8日に開催した講演会の参加者名簿が対象です。", ""},
		{"no incident: the contract", "同社とは2022年4月1日に業務委託契約を締結しております。", ""},
		{"data of those who joined", "2023年4月1日から2024年3月31日までに入会された方の情報が含まれておりました。", ""},
	})
	inLetter(t, "windows", []phrase{
		{"open from the setting till it was noticed", "2023年9月3日の更新作業以降、2024年5月8日に判明するまでの間、会員情報が外部から閲覧できる状態となっていました。", "2023-09-03..2024-05-08"},
		{"hours of a day", "2024年5月8日 10時から14時20分までの間、当該ファイルがダウンロード可能な状態でした。", "2024-05-08..2024-05-08"},
		{"between", "侵害されていた期間は、2024年2月3日から同年5月8日までと推定されます。", "2024-02-03..2024-05-08"},
		{"buyers of those days", "2024年1月5日～2024年5月8日に当サイトでクレジットカードを新規にご登録いただいたお客様のカード情報が漏えいした可能性があります。", "2024-01-05..2024-05-08"},
		{"private use over days", "4月18日から5月9日にかけて、当該職員が業務外の目的で住民情報を検索し、閲覧していた。", "2024-04-18..2024-05-09"},
		{"months", "送信は2023年7月から2024年4月までの間、月に1回から数回の頻度で誤った宛先に行われていました。", "2023-07..2024-04"},
		{"of a desk", "専用窓口は2024年6月14日から7月31日まで開設いたします。", ""},
		{"of data", "対象となるのは、2015年から2020年までの参加者名簿です。", ""},
	})
	inLetter(t, "reports", []phrase{
		{"the sector's ministry and the union", "文部科学省及び県教育委員会に5月10日に報告しております。", "local-government 2024-05-10, mext 2024-05-10"},
		{"the ministry's branch", "2024年5月13日、関東財務局に報告しました。", "fsa 2024-05-13"},
		{"the local tax or labour office", "2024年5月13日、関東経済産業局に報告しました。", "meti 2024-05-13"},
		{"the telecoms bureau", "2024年5月13日、関東総合通信局に報告いたしました。", "mic 2024-05-13"},
		{"a stock exchange", "2024年5月13日、東京証券取引所に報告いたしました。", "other 2024-05-13"},
		{"accepted by the police", "2024年5月20日、被害届が所轄の警察署に受理されました。", "police 2024-05-20"},
		{"police consulted as well", "2024年5月13日に個人情報保護委員会へ報告を行うとともに、警察にも相談しております。", "police 2024-05-13, ppc 2024-05-13"},
		{"none of one's own", "当該お客様より消費生活センターへ相談があったとの連絡を受けました。", ""},
	})
	whole(t, "stage", []phrase{
		{"says final in brackets", "2024年6月14日\n株式会社サンプル商事\n\n不正アクセスに関するお知らせ（最終報）\n\n平素より格別のご高配を賜り、厚く御礼申し上げます。このたび当社のサーバーが不正アクセスを受けました。", "final"},
		{"the third one", "2024年6月14日\n株式会社サンプル商事\n\n不正アクセスに関するお知らせ（第三報）\n\n平素より格別のご高配を賜り、厚く御礼申し上げます。このたび当社のサーバーが不正アクセスを受けました。", "update"},
		{"results after a first notice", "2024年6月14日\n株式会社サンプル商事\n\n不正アクセスに関する調査結果のご報告\n\n2024年5月15日付「不正アクセスに関するお知らせ」にて公表いたしました件につき、調査が完了しましたのでご報告いたします。", "final"},
		{"results with no notice before", "2024年6月14日\n株式会社サンプル商事\n\n不正アクセスに関する調査結果のご報告\n\n当社のサーバーが不正アクセスを受けました。調査が完了しましたのでご報告いたします。", "only"},
		{"first, in the text", "2024年6月14日\n株式会社サンプル商事\n\n不正アクセスの発生について\n\n当社のサーバーが不正アクセスを受けましたので、第一報としてお知らせいたします。", "first"},
		{"follow-up", "2024年6月14日\n株式会社サンプル商事\n\n【続報】不正アクセスの発生について\n\n当社のサーバーが不正アクセスを受けた件につき、その後の状況をお知らせいたします。", "update"},
		{"additional", "2024年6月14日\n株式会社サンプル商事\n\n不正アクセスの発生について（追加のお知らせ）\n\n2024年5月15日に公表した件につき、その後の状況をお知らせいたします。", "update"},
	})
}

// TestTimelineSaid are more of them, and what must not be taken for any.
func TestTimelineSaid(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"an attack whose end is told", "2024年5月8日に不正アクセスを受け、同日中にネットワークを切り離しました。", "2024-05-08 contained, 2024-05-08 intrusion"},
		{"detected on the day", "2024年5月8日に不正アクセスを検知し、サーバーを停止しました。", "2024-05-08 contained, 2024-05-08 discovered"},
		{"a maintenance", "2024年5月8日から、定期メンテナンスのため当サイトをご利用いただけない状態としておりました。", ""},
		{"a service planned", "2024年7月1日から、新しいサイトでのサービスを開始する予定です。", ""},
		{"supplier's own discovery and its word", "委託先では2024年5月8日に異常を検知しており、当社は5月10日に委託先から連絡を受けました。", "2024-05-08 discovered, 2024-05-10 discovered"},
		{"the lost thing handed in", "5月8日、USBメモリの紛失に気付きました。5月12日、駅の遺失物センターから見つかったとの連絡があり、同日受け取りました。", "2024-05-08 discovered, 2024-05-12 contained"},
		{"the office was told by its branch", "5月8日、支店の担当者が誤送信に気付き、直ちに上司に報告しました。", "2024-05-08 discovered"},
		{"deleted by the recipient", "5月9日、誤送信先の方に削除を依頼し、5月10日に削除いただいたことを確認しました。", "2024-05-09 notified, 2024-05-10 contained"},
		{"a letter to each", "5月15日付で、対象者全員に謝罪文を発送しました。", "2024-05-15 notified"},
		{"the sending is over", "対象のお客様へのご案内は6月1日に発送を終えております。", "2024-06-01 notified"},
		{"home visits over days", "5月15日から17日にかけて、職員が対象世帯を訪問し、経緯を説明のうえ謝罪しました。", "2024-05-15..2024-05-17 notified"},
		{"a press conference", "5月16日に記者会見を行いました。", "2024-05-16 published"},
		{"on the site first", "5月16日、当社ウェブサイトにて第1報を掲載しました。", "2024-05-16 published"},
		{"number fixed", "5月20日、流出した可能性のあるお客様が1,234名であることが判明しました。", "2024-05-20 identified"},
		{"path found", "5月10日に異常を検知しました。5月20日、侵入経路がVPN機器であることを特定しました。", "2024-05-10 discovered, 2024-05-20 identified"},
		{"posted on a leak site", "5月10日に不正アクセスを検知しました。5月20日、攻撃者のリークサイトに当社の情報が掲載されていることを確認しました。", "2024-05-10 discovered, 2024-05-20 identified"},
		{"interim report", "5月20日、調査会社より中間報告を受けました。", ""},
		{"back in part", "5月20日に受注業務を一部再開し、5月27日に全面復旧しました。", "2024-05-20 resumed, 2024-05-27 resumed"},
		{"cards again", "5月20日にクレジットカード決済を再開いたしました。", "2024-05-20 resumed"},
		{"infected by an attachment", "5月8日、従業員が取引先を装ったメールの添付ファイルを開き、端末がマルウェアに感染しました。", "2024-05-08 intrusion"},
		{"thrown away by mistake", "5月8日、保存期間中の文書を誤って廃棄しました。", "2024-05-08 intrusion"},
		{"taken home", "5月8日、職員が名簿の入ったUSBメモリを無断で自宅に持ち帰りました。", "2024-05-08 intrusion"},
		{"wrong fax", "5月8日、担当者がFAX番号を押し間違え、患者さんの紹介状を別の事業所に送信しました。", "2024-05-08 intrusion"},
		{"handed out in class", "5月8日、担任が個人面談の資料を誤って学級全員に配布しました。", "2024-05-08 intrusion"},
		{"failed to hide on paper", "5月8日、黒塗りが不十分な会議資料を市のホームページに公開しました。", "2024-05-08 intrusion"},
	})
	inLetter(t, "reports", []phrase{
		{"the insurer and lawyer are none", "弁護士及び保険会社に相談しております。", ""},
		{"the parent company", "親会社に報告いたしました。", ""},
		{"a report of theirs", "個人情報保護委員会の指導を受けました。", ""},
		{"readers", "被害に遭われた場合は、最寄りの警察署にご相談ください。", ""},
		{"the ministry, by its bureau", "2024年5月13日に中国四国厚生局へ報告しました。", "mhlw 2024-05-13"},
		{"the ministry's rural office", "2024年5月13日、農林水産省に報告しました。", "other 2024-05-13"},
		{"transport", "2024年5月13日、国土交通省に報告しました。", "other 2024-05-13"},
		{"health centre", "5月13日に保健所へ報告しました。", "local-government 2024-05-13"},
		{"a city by its office", "5月13日、委託元である長浜市に報告しました。", "local-government 2024-05-13"},
	})
}

// TestTitleStated are titles as pages and papers print them.
func TestTitleStated(t *testing.T) {
	const body = "\n\nこのたび、当院の職員が患者様の個人情報を含む書類を紛失する事案が発生いたしました。患者様に深くお詫び申し上げます。\n\n5月8日、職員が書類がないことに気付きました。\n"
	whole(t, "title", []phrase{
		{"begins with the word for asking", "来院された皆さまへ\n\n問診票の紛失について" + body, "問診票の紛失について"},
		{"a mark before it", "サンプル病院\n◆ 患者様の個人情報を含む書類の紛失に関するお詫びとご報告\n掲載日：2024年6月14日" + body, "患者様の個人情報を含む書類の紛失に関するお詫びとご報告"},
		{"how it stood on a day", "患者様の書類の紛失に関するＱ＆Ａ　（令和６年６月１４日現在）\n\nサンプル病院" + body, "患者様の書類の紛失に関するＱ＆Ａ"},
		{"a greeting above it", "平素より当院の運営にご理解を賜り、御礼申し上げます。\n\n2024年6月14日\n医療法人社団見本会　サンプル病院\n\n患者様の個人情報を含む書類の紛失に関するお知らせ" + body, "患者様の個人情報を含む書類の紛失に関するお知らせ"},
		{"a label before it", "サンプル病院\n2024年6月14日\n件名：個人情報を含む書類の紛失について" + body, "個人情報を含む書類の紛失について"},
		{"the paper's organization behind it", "ニュース\n\n患者の書類を紛失、個人情報に影響のおそれ - サンプル病院\n\nサンプル病院は、患者の個人情報を含む書類を紛失したことを明らかにした。5月8日、職員が書類がないことに気付いた。\n\n（ニュース - 2024/06/14 ）", "患者の書類を紛失、個人情報に影響のおそれ"},
		{"in brackets of its own", "2024年6月14日\nサンプル病院\n\n【重要】個人情報を含む書類の紛失について（お詫び）" + body, "【重要】個人情報を含む書類の紛失について（お詫び）"},
	})
	whole(t, "published", []phrase{
		{"in an era, under the text", "個人情報を含む書類の紛失について" + body + "\n令和6年6月14日　サンプル病院　院長　見本　太郎", "2024-06-14"},
		{"with a time of day", "ニュース\n\n個人情報を含む書類の紛失について\n\n2024年6月14日 19時08分　地域ニュース" + body, "2024-06-14"},
		{"dotted, above", "サンプル病院\n2024.06.14\n個人情報を含む書類の紛失について" + body, "2024-06-14"},
	})
}
